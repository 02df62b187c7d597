import { CreateTableCommand, DynamoDBClient, type CreateTableCommandInput } from '@aws-sdk/client-dynamodb';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { recordTable } from '@image-pipeline/image-records';
import dynalite from 'dynalite';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import S3rver from 's3rver';

export const names = { raw: 'raw-images', processed: 'processed-images', table: 'ImageMetadata' } as const;

/** An S3 and a DynamoDB that this project did not write, reached by the variables any AWS SDK understands. */
export interface IndependentServers {
  readonly environment: Readonly<Record<string, string>>;
  readonly s3: S3Client;
  readonly dynamodb: DynamoDBClient;
  close(): Promise<void>;
}

const credentials = { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' };
const region = 'us-east-1';

export const startIndependentServers = async (): Promise<IndependentServers> => {
  const directory = await mkdtemp(join(tmpdir(), 'independent-s3-'));
  const s3Server = new S3rver({ port: 0, address: '127.0.0.1', silent: true, directory });
  const s3Address = await s3Server.run();
  const dynamodbServer = dynalite({ createTableMs: 0 });
  await new Promise<void>((resolve) => dynamodbServer.listen(0, '127.0.0.1', () => resolve()));

  const s3Endpoint = `http://127.0.0.1:${s3Address.port}`;
  const dynamodbEndpoint = `http://127.0.0.1:${(dynamodbServer.address() as AddressInfo).port}`;
  const s3 = new S3Client({ endpoint: s3Endpoint, region, credentials, forcePathStyle: true });
  const dynamodb = new DynamoDBClient({ endpoint: dynamodbEndpoint, region, credentials });
  await s3.send(new CreateBucketCommand({ Bucket: names.raw }));
  await s3.send(new CreateBucketCommand({ Bucket: names.processed }));
  await dynamodb.send(new CreateTableCommand(tableDeclaration()));

  return {
    s3,
    dynamodb,
    environment: {
      AWS_REGION: region,
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      AWS_ENDPOINT_URL_S3: s3Endpoint,
      AWS_ENDPOINT_URL_DYNAMODB: dynamodbEndpoint,
    },
    async close() {
      s3.destroy();
      dynamodb.destroy();
      await s3Server.close();
      await new Promise<void>((resolve) => dynamodbServer.close(() => resolve()));
      await rm(directory, { recursive: true, force: true });
    },
  };
};

const tableDeclaration = (): CreateTableCommandInput => {
  const { partitionKey, index } = recordTable;
  return {
    TableName: names.table,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [partitionKey, index.partitionKey, index.sortKey].map(({ name, type }) => ({
      AttributeName: name,
      AttributeType: type,
    })),
    KeySchema: [{ AttributeName: partitionKey.name, KeyType: 'HASH' }],
    GlobalSecondaryIndexes: [
      {
        IndexName: index.name,
        KeySchema: [
          { AttributeName: index.partitionKey.name, KeyType: 'HASH' },
          { AttributeName: index.sortKey.name, KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: index.projection },
      },
    ],
  };
};
