import { globalArnOf } from '../iam/account.ts';
import { capitalId, physicalName } from './described-name.ts';
import { defineResource } from './resource-handler.ts';

export const originAccessControl = defineResource({
  type: 'aws:cloudfront/originAccessControl:OriginAccessControl',
  inputs: {},
  leavesOtherInputs: true,
  describe(declaration, account) {
    const id = capitalId(declaration);
    return {
      id,
      outputs: {
        name: physicalName(declaration),
        arn: globalArnOf(account, 'cloudfront', `origin-access-control/${id}`),
        etag: capitalId(declaration),
      },
    };
  },
  realise(inputs, { services, described }) {
    return { inert: services.cloudfront.putOriginAccessControl(described.id, inputs) };
  },
});
