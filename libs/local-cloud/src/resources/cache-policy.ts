import { globalArnOf } from '../iam/account.ts';
import { capitalId, physicalName, stableUuid } from './described-name.ts';
import { defineResource } from './resource-handler.ts';

export const cachePolicy = defineResource({
  type: 'aws:cloudfront/cachePolicy:CachePolicy',
  inputs: {},
  leavesOtherInputs: true,
  describe(declaration, account) {
    const id = stableUuid(declaration);
    return {
      id,
      outputs: {
        name: physicalName(declaration),
        arn: globalArnOf(account, 'cloudfront', `cache-policy/${id}`),
        etag: capitalId(declaration),
      },
    };
  },
  realise(inputs, { services, described }) {
    return { inert: services.cloudfront.putCachePolicy(described.id, inputs) };
  },
});
