import * as v from 'valibot';
import { bucketArn } from '../iam/account.ts';
import { inertInput as inert } from '../declarations/declared-inputs.ts';
import { physicalName } from './described-name.ts';
import { defineResource } from './resource-handler.ts';

export const bucket = defineResource({
  type: 'aws:s3/bucket:Bucket',
  inputs: {
    bucket: v.optional(v.string()),
    forceDestroy: inert('nothing is destroyed here'),
  },
  describe(declaration, account) {
    const name = physicalName(declaration, 'bucket');
    return {
      id: name,
      outputs: {
        bucket: name,
        arn: bucketArn(account, name),
        bucketDomainName: `${name}.s3.amazonaws.com`,
        bucketRegionalDomainName: `${name}.s3.${account.region}.amazonaws.com`,
        bucketRegion: account.region,
        region: account.region,
        objectLockEnabled: false,
      },
    };
  },
  realise(_, { services, described }) {
    services.s3.createBucket(described.id);
  },
});
