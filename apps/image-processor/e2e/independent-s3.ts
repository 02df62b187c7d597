import { CreateBucketCommand } from '@aws-sdk/client-s3';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import S3rver from 's3rver';
import { buckets, s3ClientOf, type S3Server } from './s3-server.ts';

/** An S3 that this project did not write, on a free port; its objects are in a folder that goes when it is closed. */
export const startIndependentS3 = async (): Promise<S3Server> => {
  const directory = await mkdtemp(join(tmpdir(), 'independent-s3-'));
  const server = new S3rver({ port: 0, address: '127.0.0.1', silent: true, directory });
  const { port } = await server.run();
  const address = {
    endpoint: `http://127.0.0.1:${port}`,
    region: 'us-east-1',
    credentials: { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' },
  };
  const client = s3ClientOf(address);
  for (const Bucket of Object.values(buckets)) await client.send(new CreateBucketCommand({ Bucket }));
  client.destroy();
  return {
    ...address,
    async close() {
      await server.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
};
