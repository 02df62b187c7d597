import { messageOf } from '@image-pipeline/errors';
import type { Account } from '../iam/account.ts';
import type { ServeCall, ServiceCall } from '../http/service-call.ts';
import { loadFauxqs, type FauxqsModules, type QueuePersistence, type QueueStore } from './fauxqs-modules.ts';
import { SqsError } from './sqs-error.ts';

/** Attributes by SQS's own names, such as `VisibilityTimeout`; values as text. */
export type QueueAttributes = Readonly<Record<string, string>>;

export interface SqsService {
  readonly serve: ServeCall;
  /**
   * Makes the queue, or gives the one of an earlier run these attributes.
   * @throws SqsError queue-refused
   */
  createQueue(name: string, attributes: QueueAttributes): Promise<{ url: string }>;
  /** @throws SqsError message-refused when there is no such queue */
  sendMessage(queueName: string, body: string): Promise<void>;
  close(): Promise<void>;
}

/**
 * SQS, by fauxqs, with its messages in `dir`.
 * @param endpointUrl address under which clients reach the queues; their URLs start with it
 */
export const createSqsService = ({
  dir,
  account,
  endpointUrl,
}: {
  readonly dir: string;
  readonly account: Account;
  readonly endpointUrl: string;
}): SqsService => {
  const fauxqs = loadFauxqs();
  const persistence = openPersistence(fauxqs, dir);
  const stores = openStores(fauxqs, persistence, account, endpointUrl);
  const app = fauxqs.buildApp({ logger: false, stores });

  const serve: ServeCall = async (call) => {
    const { statusCode, headers, rawPayload } = await app.inject({
      method: 'POST',
      url: '/',
      headers: forwardedHeaders(call, endpointUrl),
      payload: call.body,
    });
    return { status: statusCode, headers, body: rawPayload };
  };
  const call = callThrough(serve, account);

  return {
    serve,
    async createQueue(name, attributes) {
      const url = queueUrl(endpointUrl, account, name);
      const answer = stores.sqsStore.queues.has(url)
        ? call('SetQueueAttributes', { QueueUrl: url, Attributes: attributes })
        : call('CreateQueue', { QueueName: name, Attributes: attributes });
      await answer.catch((cause: unknown) => {
        throw new SqsError('queue-refused', `Queue ${name}: ${messageOf(cause)}`, { cause });
      });
      return { url };
    },
    async sendMessage(queueName, body) {
      const QueueUrl = queueUrl(endpointUrl, account, queueName);
      await call('SendMessage', { QueueUrl, MessageBody: body }).catch((cause: unknown) => {
        throw new SqsError('message-refused', `Queue ${queueName}: ${messageOf(cause)}`, { cause });
      });
    },
    async close() {
      await app.close();
      persistence.close();
    },
  };
};

const queueUrl = (endpointUrl: string, account: Account, name: string): string =>
  `${endpointUrl}/${account.accountId}/${name}`;

const openPersistence = (fauxqs: FauxqsModules, dir: string): QueuePersistence => {
  const persistence = new fauxqs.PersistenceManager(dir);
  // Its own statement also clears the count of receipts, which the database refuses: a message given back with a
  // visibility timeout of 0 would be lost.
  const markReady = persistence.db.prepare(
    'UPDATE sqs_messages SET receipt_handle = NULL, visibility_deadline = NULL WHERE message_id = ?',
  );
  persistence.updateMessageReady = (messageId) => void markReady.run(messageId);
  return persistence;
};

const openStores = (
  { SqsStore, SnsStore, S3Store }: FauxqsModules,
  persistence: QueuePersistence,
  account: Account,
  endpointUrl: string,
) => {
  const sqsStore = new SqsStore();
  const snsStore = new SnsStore();
  sqsStore.region = account.region;
  sqsStore.host = ''; // URLs of queues then carry the host of the request that made them.
  persistence.loadSqsAndSns(sqsStore, snsStore);
  sqsStore.persistence = persistence;
  for (const queue of sqsStore.queues.values()) queue.persistence = persistence;
  moveQueues(sqsStore, account, endpointUrl);
  return { sqsStore, snsStore, s3Store: new S3Store() };
};

/** Queues of an earlier run carry the address that run had. */
const moveQueues = (store: QueueStore, account: Account, endpointUrl: string): void => {
  const queues = [...store.queues.values()];
  store.queues.clear();
  for (const queue of queues) {
    queue.url = queueUrl(endpointUrl, account, queue.name);
    store.queues.set(queue.url, queue);
  }
};

// The caller may have reached the gateway under another name; queues have one URL only.
const forwardedHeaders = ({ headers }: ServiceCall, endpointUrl: string): Record<string, string> => ({
  'content-type': 'application/x-amz-json-1.0',
  'x-amz-target': String(headers['x-amz-target']),
  host: new URL(endpointUrl).host,
  ...(headers.authorization !== undefined && { authorization: headers.authorization }),
});

const callThrough =
  (serve: ServeCall, account: Account) =>
  async (operation: string, input: object): Promise<object> => {
    const { status, body } = await serve({
      method: 'POST',
      url: '/',
      headers: {
        'x-amz-target': `AmazonSQS.${operation}`,
        // The region is all that is read of a signature here.
        authorization: `AWS4-HMAC-SHA256 Credential=local/20260101/${account.region}/sqs/aws4_request`,
      },
      body: Buffer.from(JSON.stringify(input)),
    });
    const output = JSON.parse(body.toString() || '{}') as { message?: string };
    if (status !== 200) throw new Error(output.message ?? `HTTP ${status}`);
    return output;
  };
