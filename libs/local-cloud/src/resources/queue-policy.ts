import * as v from 'valibot';
import { arnOf } from '../iam/account.ts';
import { policyDocument } from '../iam/policy-document.ts';
import { notYetEnforced } from './not-yet-enforced.ts';
import { defineResource } from './resource-handler.ts';

export const queuePolicy = defineResource({
  type: 'aws:sqs/queuePolicy:QueuePolicy',
  inputs: { queueUrl: v.string(), policy: policyDocument },
  describe: ({ inputs }, { region }) => ({ id: String(inputs['queueUrl']), outputs: { region } }),
  realise({ queueUrl, policy }, { services }) {
    const name = queueUrl.slice(queueUrl.lastIndexOf('/') + 1);
    services.policies.putResourcePolicy(arnOf(services.account, 'sqs', name), policy);
    return notYetEnforced;
  },
});
