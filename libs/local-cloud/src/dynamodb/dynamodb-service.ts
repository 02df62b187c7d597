import { mkdir } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { messageOf } from '@image-pipeline/errors';
import type { ServeCall } from '../http/service-call.ts';
import type { Account } from '../iam/account.ts';
import { startDynalite } from './dynalite-server.ts';
import { DynamoDbError } from './dynamodb-error.ts';
import { expireItems, type CallDynamoDb, type ExpiringTable } from './expire-items.ts';
import { hasSameShape, type TableDefinition } from './table-definition.ts';

export interface DynamoDbService {
  readonly serve: ServeCall;
  /**
   * Makes the table, or takes over the one of an earlier run.
   * @throws DynamoDbError table-changed, table-refused
   */
  createTable(definition: TableDefinition): Promise<void>;
  /** Deletes items of the table when their time to live is over: now, and then once an hour. */
  expireItemsOf(table: ExpiringTable): Promise<void>;
  close(): Promise<void>;
}

const hour = 60 * 60 * 1000;

/** DynamoDB, by dynalite, with its tables in `dir`. */
export const createDynamoDbService = async ({
  dir,
  account,
  onFailure,
}: {
  readonly dir: string;
  readonly account: Account;
  /** Told when expired items could not be deleted. */
  readonly onFailure: (error: unknown) => void;
}): Promise<DynamoDbService> => {
  await mkdir(dir, { recursive: true });
  const dynalite = await startDynalite(dir, account);
  const call = callThrough(dynalite.serve);
  const expiring: ExpiringTable[] = [];
  let sweeping: Promise<unknown> = Promise.resolve();

  const sweep = async (tables: readonly ExpiringTable[]): Promise<void> => {
    for (const table of tables) await expireItems(call, table, Math.floor(Date.now() / 1000));
  };
  const timer = setInterval(() => {
    sweeping = sweep(expiring).catch(onFailure);
  }, hour).unref();

  return {
    serve: dynalite.serve,
    async createTable(definition) {
      const existing = await describeTable(call, definition.TableName);
      if (existing === undefined) {
        await call('CreateTable', { ...definition, BillingMode: 'PAY_PER_REQUEST' }).catch(
          (cause: unknown) => {
            throw new DynamoDbError('table-refused', `Table ${definition.TableName}: ${messageOf(cause)}`, {
              cause,
            });
          },
        );
        await untilActive(call, definition.TableName);
      } else if (!hasSameShape(existing, definition)) {
        throw new DynamoDbError(
          'table-changed',
          `The data in ${dir} holds a table ${definition.TableName} with other keys or indexes than the program declares.`,
          {
            remedy: 'Use another data folder, or delete this one.',
            context: { dir, table: definition.TableName },
          },
        );
      }
    },
    async expireItemsOf(table) {
      expiring.push(table);
      await sweep([table]);
    },
    async close() {
      clearInterval(timer);
      await sweeping;
      await dynalite.close();
    },
  };
};

type ExistingTable = TableDefinition & { readonly TableStatus: string };

const describeTable = async (call: CallDynamoDb, tableName: string): Promise<ExistingTable | undefined> => {
  try {
    return (await call<{ Table: ExistingTable }>('DescribeTable', { TableName: tableName })).Table;
  } catch (error) {
    if (error instanceof Error && error.name === 'ResourceNotFoundException') return undefined;
    throw error;
  }
};

const untilActive = async (call: CallDynamoDb, tableName: string): Promise<void> => {
  while ((await describeTable(call, tableName))?.TableStatus !== 'ACTIVE') await sleep(2);
};

/** Dynalite reads the form of a signature and nothing more, so a call from inside signs with nothing. */
const unsigned =
  'AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0';

const callThrough =
  (serve: ServeCall): CallDynamoDb =>
  async <Output>(operation: string, input: object): Promise<Output> => {
    const { status, body } = await serve({
      method: 'POST',
      url: '/',
      headers: {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': `DynamoDB_20120810.${operation}`,
        'x-amz-date': '20260101T000000Z',
        authorization: unsigned,
      },
      body: Buffer.from(JSON.stringify(input)),
    });
    const output = JSON.parse(body.toString()) as Output & { __type?: string; message?: string };
    if (status === 200) return output;
    const error = new Error(output.message ?? output.__type);
    error.name = output.__type?.split('#')[1] ?? 'InternalServerError';
    throw error;
  };
