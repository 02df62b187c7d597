import type { DatabaseSync } from 'node:sqlite';
import { answerJson, refusal } from '../http/json-answer.ts';
import type { ServeCall } from '../http/service-call.ts';
import { arnOf, type Account } from '../iam/account.ts';
import { queueNameOf } from './authorized-queue.ts';
import { operations, type Queues } from './operations.ts';
import { Queue } from './queue.ts';
import type { QueueSettings } from './queue-inputs.ts';
import { SqsError } from './sqs-error.ts';

/** The queues of one account and region. */
export interface SqsService {
  readonly serve: ServeCall;
  /** Declares a queue, with the messages that an earlier run left in it. */
  createQueue(name: string, settings: QueueSettings): { readonly url: string };
  /** @throws SqsError NonExistentQueue, InvalidParameterValue, InvalidMessageContents */
  sendMessage(queueName: string, body: string): void;
  /** Answers everybody who waits for messages. */
  close(): void;
}

/**
 * SQS over a database.
 * @param endpointUrl address under which clients reach the queues; their URLs start with it
 */
export const createSqsService = ({
  database,
  account,
  endpointUrl,
}: {
  readonly database: DatabaseSync;
  readonly account: Account;
  readonly endpointUrl: string;
}): SqsService => {
  const declared = new Map<string, Queue>();
  const queues: Queues = {
    named(queueNameOrUrl) {
      const queue = declared.get(queueNameOf(queueNameOrUrl));
      if (queue !== undefined) return queue;
      throw new SqsError('AWS.SimpleQueueService.NonExistentQueue', 'The specified queue does not exist.', {
        remedy: 'Queues come from the Pulumi program.',
        context: { queues: [...declared.keys()] },
      });
    },
    all: () => [...declared.values()].sort((one, other) => (one.name < other.name ? -1 : 1)),
    urlOf: ({ name }) => `${endpointUrl}/${account.accountId}/${name}`,
    arnOf: ({ name }) => arnOf(account, 'sqs', name),
  };

  return {
    async serve({ headers, body }) {
      const operation = String(headers['x-amz-target']).replace('AmazonSQS.', '');
      try {
        return answerJson(200, await operationNamed(operation)(queues, JSON.parse(body.toString() || '{}')));
      } catch (error) {
        if (error instanceof SqsError) return refusal(400, error.code, error.message);
        throw error;
      }
    },
    createQueue(name, settings) {
      const queue = new Queue(name, settings, database);
      declared.set(name, queue);
      return { url: queues.urlOf(queue) };
    },
    sendMessage: (queueName, body) => void queues.named(queueName).send(body),
    close() {
      for (const queue of declared.values()) queue.close();
    },
  };
};

const operationNamed = (name: string) => {
  const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
  if (operation !== undefined) return operation;
  throw new SqsError(
    'AWS.SimpleQueueService.UnsupportedOperation',
    `The operation ${name} is not implemented by the local cloud.`,
    { remedy: `It serves ${Object.keys(operations).join(', ')}; queues come from the Pulumi program.` },
  );
};
