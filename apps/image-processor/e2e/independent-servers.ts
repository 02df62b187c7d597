import { CreateTableCommand, DynamoDBClient, type CreateTableCommandInput } from '@aws-sdk/client-dynamodb';
import type { S3Client } from '@aws-sdk/client-s3';
import { recordTable } from '@image-pipeline/image-records';
import dynalite from 'dynalite';
import type { AddressInfo } from 'node:net';
import { buckets, credentials, region, startIndependentS3 } from './independent-s3.ts';

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
  const s3 = await startIndependentS3();
  const dynamodbServer = dynalite({ createTableMs: 0 });
  await new Promise<void>((resolve) => dynamodbServer.listen(0, '127.0.0.1', () => resolve()));
  const dynamodbEndpoint = `http://127.0.0.1:${(dynamodbServer.address() as AddressInfo).port}`;
  const dynamodb = new DynamoDBClient({ endpoint: dynamodbEndpoint, region, credentials });
  await dynamodb.send(new CreateTableCommand(tableDeclaration()));

  return {
    s3: s3.client,
    dynamodb,
    environment: {
      AWS_REGION: region,
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      AWS_ENDPOINT_URL_S3: `http://127.0.0.1:${s3.port}`,
      AWS_ENDPOINT_URL_DYNAMODB: dynamodbEndpoint,
    },
    async close() {
      dynamodb.destroy();
      await new Promise<void>((resolve) => dynamodbServer.close(() => resolve()));
      await s3.close();
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
