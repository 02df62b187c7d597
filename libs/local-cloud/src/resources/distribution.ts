import { globalArnOf } from '../iam/account.ts';
import { capitalId, digestOf } from './described-name.ts';
import { defineResource } from './resource-handler.ts';

/** The hosted zone of every distribution. https://docs.aws.amazon.com/general/latest/gr/cf_region.html */
const hostedZoneId = 'Z2FDTNDATAQYW2';

export const distribution = defineResource({
  type: 'aws:cloudfront/distribution:Distribution',
  inputs: {},
  leavesOtherInputs: true,
  describe(declaration, account) {
    const id = capitalId(declaration);
    return {
      id,
      outputs: {
        arn: globalArnOf(account, 'cloudfront', `distribution/${id}`),
        domainName: `d${digestOf(declaration).slice(0, 13)}.cloudfront.net`,
        hostedZoneId,
        status: 'Deployed',
        etag: capitalId(declaration),
      },
    };
  },
  async realise(inputs, { services, described }) {
    const { inert } = await services.cloudfront.createDistribution({
      id: described.id,
      arn: String(described.outputs['arn']),
      domainName: String(described.outputs['domainName']),
      inputs,
    });
    return { inert };
  },
});
