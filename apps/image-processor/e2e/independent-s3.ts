import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import S3rver from 's3rver';

export const buckets = { raw: 'raw-images', processed: 'processed-images' } as const;
export const credentials = { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' };
export const region = 'us-east-1';

/** An S3 that this project did not write, with both buckets. */
export interface IndependentS3 {
  readonly port: number;
  readonly client: S3Client;
  close(): Promise<void>;
}

/** Starts it on a free port of this machine; its objects are in a folder that goes when it is closed. */
export const startIndependentS3 = async (): Promise<IndependentS3> => {
  const directory = await mkdtemp(join(tmpdir(), 'independent-s3-'));
  const server = new S3rver({ port: 0, address: '127.0.0.1', silent: true, directory });
  const { port } = await server.run();
  const client = s3ClientOf(port);
  for (const Bucket of Object.values(buckets)) await client.send(new CreateBucketCommand({ Bucket }));
  return {
    port,
    client,
    async close() {
      client.destroy();
      await server.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
};

/** A client of whatever speaks S3 on this port. */
export const s3ClientOf = (port: number, maxAttempts = 3): S3Client =>
  new S3Client({
    endpoint: `http://127.0.0.1:${port}`,
    region,
    credentials,
    forcePathStyle: true,
    maxAttempts,
    // One connection: whoever keeps it keeps it from everybody.
    requestHandler: { httpAgent: { maxSockets: 1 } },
  });
