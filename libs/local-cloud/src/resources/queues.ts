import { arnOf } from '../iam/account.ts';
import { parseQueue, parseQueuePolicy } from '../sqs/queue-inputs.ts';
import { describedBy, physicalName } from './described-name.ts';
import { defineResource, type ResourceHandler } from './resource-handler.ts';
import { policiesRefuseNobody } from './roles.ts';

const queue = defineResource({
  type: 'aws:sqs/queue:Queue',
  describe(declaration, account) {
    const name = physicalName(declaration);
    const url = `https://sqs.${account.region}.amazonaws.com/${account.accountId}/${name}`;
    return { id: url, outputs: { name, url, arn: arnOf(account, 'sqs', name), region: account.region } };
  },
  realise(given, { services, described }) {
    const { inputs: settings, inert } = parseQueue(given);
    const { url } = services.sqs.createQueue(String(described.outputs['name']), settings);
    return { id: url, outputs: { url }, inert };
  },
});

const queuePolicy = defineResource({
  type: 'aws:sqs/queuePolicy:QueuePolicy',
  describe: describedBy('queueUrl'),
  realise(given, { services: { policies, account } }) {
    const { queueName, policy } = parseQueuePolicy(given);
    policies.putResourcePolicy(arnOf(account, 'sqs', queueName), policy);
    return policiesRefuseNobody;
  },
});

/** What can be declared of SQS. */
export const queueResources: readonly ResourceHandler[] = [queue, queuePolicy];
