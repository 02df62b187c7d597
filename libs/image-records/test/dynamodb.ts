import { CreateTableCommand, DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import dynalite from 'dynalite';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { recordTable } from '../src/table.ts';

/** A DynamoDB in memory that speaks the wire protocol, and the clients to talk to it. */
export interface TestDynamoDB {
  /** A client of its own, so that a test may meddle with its requests. */
  client(): DynamoDBClient;
  /** Creates an empty record table and gives its name. */
  createRecordTable(): Promise<string>;
  stop(): Promise<void>;
}

export const startDynamoDB = async (): Promise<TestDynamoDB> => {
  const server = dynalite({ createTableMs: 0 });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const clients: DynamoDBClient[] = [];
  let tables = 0;

  const client = (): DynamoDBClient => {
    const created = new DynamoDBClient({
      endpoint: `http://127.0.0.1:${port}`,
      region: 'eu-central-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    });
    clients.push(created);
    return created;
  };

  const administrator = client();
  return {
    client,
    async createRecordTable() {
      const tableName = `ImageMetadata-${++tables}`;
      await administrator.send(new CreateTableCommand(tableDeclaration(tableName)));
      await becomesActive(administrator, tableName);
      return tableName;
    },
    async stop() {
      for (const each of clients) each.destroy();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
};

/** The SDK's own waiter pauses for a second at least; this table needs a millisecond or two. */
const becomesActive = async (client: DynamoDBClient, tableName: string): Promise<void> => {
  for (;;) {
    const { Table } = await client.send(new DescribeTableCommand({ TableName: tableName }));
    if (Table?.TableStatus === 'ACTIVE') return;
  }
};

const tableDeclaration = (tableName: string) => {
  const { partitionKey, index } = recordTable;
  return {
    TableName: tableName,
    BillingMode: 'PAY_PER_REQUEST' as const,
    AttributeDefinitions: [partitionKey, index.partitionKey, index.sortKey].map(({ name, type }) => ({
      AttributeName: name,
      AttributeType: type,
    })),
    KeySchema: [{ AttributeName: partitionKey.name, KeyType: 'HASH' as const }],
    GlobalSecondaryIndexes: [
      {
        IndexName: index.name,
        KeySchema: [
          { AttributeName: index.partitionKey.name, KeyType: 'HASH' as const },
          { AttributeName: index.sortKey.name, KeyType: 'RANGE' as const },
        ],
        Projection: { ProjectionType: index.projection },
      },
    ],
  };
};
