import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { S3Client } from '@aws-sdk/client-s3';
import { startDynalite } from '@image-pipeline/dynalite';
import { createRecordTable } from '@image-pipeline/image-records/testing';
import { startIndependentS3 } from './independent-s3.ts';
import { buckets, s3ClientOf } from './s3-server.ts';

export const names = { ...buckets, table: 'ImageMetadata' } as const;

/** An S3 and a DynamoDB that this project did not write, reached by the variables any AWS SDK understands. */
export interface IndependentServers {
  readonly environment: Readonly<Record<string, string>>;
  readonly s3: S3Client;
  readonly dynamodb: DynamoDBClient;
  close(): Promise<void>;
}

/** Starts both, with the buckets and the table of a stack. */
export const startIndependentServers = async (): Promise<IndependentServers> => {
  const server = await startIndependentS3();
  const { region, credentials } = server;
  const s3 = s3ClientOf(server);
  const { endpoint, close } = await startDynalite();
  const dynamodb = new DynamoDBClient({ endpoint, region, credentials });
  await createRecordTable(dynamodb, names.table);
  return {
    s3,
    dynamodb,
    environment: {
      AWS_REGION: region,
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      AWS_ENDPOINT_URL_S3: server.endpoint,
      AWS_ENDPOINT_URL_DYNAMODB: endpoint,
    },
    async close() {
      dynamodb.destroy();
      s3.destroy();
      await close();
      await server.close();
    },
  };
};
