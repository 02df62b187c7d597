import * as v from 'valibot';
import { bucketArn } from '../iam/account.ts';
import { policyDocument } from '../iam/policy-document.ts';
import { defineResource } from './resource-handler.ts';
import { notYetEnforced } from './not-yet-enforced.ts';

export const bucketPolicy = defineResource({
  type: 'aws:s3/bucketPolicy:BucketPolicy',
  inputs: { bucket: v.string(), policy: policyDocument },
  describe: ({ inputs }, { region }) => ({ id: String(inputs['bucket']), outputs: { region } }),
  realise({ bucket, policy }, { services }) {
    services.policies.putResourcePolicy(bucketArn(services.account, bucket), policy);
    return notYetEnforced;
  },
});
