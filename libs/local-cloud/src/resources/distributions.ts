import type { CloudFrontService } from '../cloudfront/cloudfront-service.ts';
import type { InertInput } from '../declarations/declared-inputs.ts';
import type { PropertyMap } from '../engine/property-values.ts';
import type { CreatedResource } from '../engine/resource-provider.ts';
import { globalArnOf } from '../iam/account.ts';
import { capitalId, digestOf, physicalName, stableUuid } from './described-name.ts';
import { defineResource, type ResourceHandler } from './resource-handler.ts';

/** The hosted zone of every distribution. https://docs.aws.amazon.com/general/latest/gr/cf_region.html */
const hostedZoneId = 'Z2FDTNDATAQYW2';

interface Row {
  /** The type token without `aws:cloudfront/`. */
  readonly type: string;
  /** What stands before the id in the ARN. */
  readonly arn: string;
  readonly idOf: typeof capitalId;
  /** What AWS answers beside ARN and ETag. */
  readonly outputsOf: (...declared: Parameters<typeof capitalId>) => PropertyMap;
  readonly realise: (
    cloudfront: Omit<CloudFrontService, 'close'>,
    inputs: PropertyMap,
    described: CreatedResource,
  ) => readonly InertInput[] | Promise<readonly InertInput[]>;
}

const rows: readonly Row[] = [
  {
    type: 'originAccessControl:OriginAccessControl',
    arn: 'origin-access-control',
    idOf: capitalId,
    outputsOf: (declaration) => ({ name: physicalName(declaration) }),
    realise: (cloudfront, inputs, { id }) => cloudfront.putOriginAccessControl(id, inputs),
  },
  {
    type: 'cachePolicy:CachePolicy',
    arn: 'cache-policy',
    idOf: stableUuid,
    outputsOf: (declaration) => ({ name: physicalName(declaration) }),
    realise: (cloudfront, inputs, { id }) => cloudfront.putCachePolicy(id, inputs),
  },
  {
    type: 'responseHeadersPolicy:ResponseHeadersPolicy',
    arn: 'response-headers-policy',
    idOf: stableUuid,
    outputsOf: (declaration) => ({ name: physicalName(declaration) }),
    realise: (cloudfront, inputs, { id }) => cloudfront.putResponseHeadersPolicy(id, inputs),
  },
  {
    type: 'distribution:Distribution',
    arn: 'distribution',
    idOf: capitalId,
    outputsOf: (declaration) => ({
      domainName: `d${digestOf(declaration).slice(0, 13)}.cloudfront.net`,
      hostedZoneId,
      status: 'Deployed',
    }),
    realise: async (cloudfront, inputs, { outputs }) => {
      const names = { arn: String(outputs['arn']), domainName: String(outputs['domainName']) };
      return (await cloudfront.createDistribution({ ...names, inputs })).inert;
    },
  },
];

/** What can be declared of CloudFront, which reads all of it itself. */
export const distributionResources: readonly ResourceHandler[] = rows.map(
  ({ type, arn, idOf, outputsOf, realise }) =>
    defineResource({
      type: `aws:cloudfront/${type}`,
      describe: (declaration, account) => ({
        id: idOf(declaration),
        outputs: {
          arn: globalArnOf(account, 'cloudfront', `${arn}/${idOf(declaration)}`),
          etag: capitalId(declaration),
          ...outputsOf(declaration),
        },
      }),
      realise: async (inputs, { services, described }) => ({
        inert: await realise(services.cloudfront, inputs, described),
      }),
    }),
);
