import { globalArnOf } from '../iam/account.ts';
import { capitalId, physicalName, stableUuid } from './described-name.ts';
import { defineResource } from './resource-handler.ts';

export const responseHeadersPolicy = defineResource({
  type: 'aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy',
  inputs: {},
  leavesOtherInputs: true,
  describe(declaration, account) {
    const id = stableUuid(declaration);
    return {
      id,
      outputs: {
        name: physicalName(declaration),
        arn: globalArnOf(account, 'cloudfront', `response-headers-policy/${id}`),
        etag: capitalId(declaration),
      },
    };
  },
  realise(inputs, { services, described }) {
    return { inert: services.cloudfront.putResponseHeadersPolicy(described.id, inputs) };
  },
});
