import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { startDynalite } from '@image-pipeline/dynalite';
import { createRecordTable } from '../src/testing/record-table.ts';

/** A DynamoDB in memory that speaks the wire protocol, and the clients to talk to it. */
export interface TestDynamoDB {
  /** A client of its own, so that a test may meddle with its requests. */
  client(): DynamoDBClient;
  /** Creates an empty record table and gives its name. */
  createRecordTable(): Promise<string>;
  stop(): Promise<void>;
}

/** Starts it on a free port of this machine. */
export const startDynamoDB = async (): Promise<TestDynamoDB> => {
  const { endpoint, close } = await startDynalite();
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const clients: DynamoDBClient[] = [];
  let tables = 0;

  const client = (): DynamoDBClient => {
    const created = new DynamoDBClient({ endpoint, region: 'eu-central-1', credentials });
    clients.push(created);
    return created;
  };

  const administrator = client();
  return {
    client,
    async createRecordTable() {
      const tableName = `ImageMetadata-${++tables}`;
      await createRecordTable(administrator, tableName);
      return tableName;
    },
    async stop() {
      for (const each of clients) each.destroy();
      await close();
    },
  };
};
