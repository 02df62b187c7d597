import type { Agent } from 'node:http';
import type { CredentialStore } from '../../iam/credential-store.ts';
import type { Principal } from '../../iam/principal.ts';
import type { CachePolicy } from '../declared/cache-policy.ts';
import { CloudFrontError, type CloudFrontErrorCode } from '../declared/cloudfront-error.ts';
import type {
  CacheBehaviorDeclaration,
  DistributionDeclaration,
  OriginDeclaration,
} from '../declared/distribution-declaration.ts';
import type { OriginAccessControl } from '../declared/origin-access-control.ts';
import { noResponseHeadersPolicy, type ResponseHeadersPolicy } from '../declared/response-headers-policy.ts';
import { createS3Origin } from '../origin/s3-origin.ts';
import type { CacheBehavior } from './cache-behavior.ts';

/** What distributions refer to, by id. */
export interface DeclaredPolicies {
  readonly accessControls: ReadonlyMap<string, OriginAccessControl>;
  readonly cachePolicies: ReadonlyMap<string, CachePolicy>;
  readonly headersPolicies: ReadonlyMap<string, ResponseHeadersPolicy>;
}

/** How the edge gets to S3. */
export interface OriginAccess {
  readonly region: string;
  readonly originEndpoint: string;
  readonly issueCredentials: CredentialStore['issue'];
  readonly objectAgent: Agent;
  readonly streamAgent: Agent;
}

/**
 * A distribution's behaviours with everything they refer to, the default one last.
 * @throws CloudFrontError NoSuchOrigin, NoSuchOriginAccessControl, NoSuchCachePolicy, NoSuchResponseHeadersPolicy
 */
export const resolveBehaviors = (
  declared: DistributionDeclaration,
  distributionArn: string,
  { accessControls, cachePolicies, headersPolicies }: DeclaredPolicies,
  { region, originEndpoint, issueCredentials, objectAgent, streamAgent }: OriginAccess,
): CacheBehavior[] => {
  const signs = ({ originAccessControlId: id }: OriginDeclaration): boolean =>
    Boolean(id) && named(accessControls, 'NoSuchOriginAccessControl', id).signingBehavior !== 'never';

  const originOf = (origin: OriginDeclaration) => ({
    bucket: bucketOf(origin),
    originPath: origin.originPath,
    region,
    endpoint: originEndpoint,
    customHeaders: Object.fromEntries(origin.customHeaders.map(({ name, value }) => [name, value])),
    ...(signs(origin) && { credentials: issueCredentials(cloudFrontFor(distributionArn)) }),
  });
  const origins = new Map(declared.origins.map((origin) => [origin.originId, originOf(origin)]));

  const behaviorOf = (behavior: CacheBehaviorDeclaration, pathPattern: string): CacheBehavior => {
    const origin = named(origins, 'NoSuchOrigin', behavior.targetOriginId);
    const { allowedMethods, cachePolicyId, responseHeadersPolicyId } = behavior;
    return {
      pathPattern,
      allowedMethods,
      cachePolicy: named(cachePolicies, 'NoSuchCachePolicy', cachePolicyId),
      headersPolicy: responseHeadersPolicyId
        ? named(headersPolicies, 'NoSuchResponseHeadersPolicy', responseHeadersPolicyId)
        : noResponseHeadersPolicy,
      fetchObject: createS3Origin({ ...origin, agent: objectAgent }),
      openStream: createS3Origin({ ...origin, agent: streamAgent }),
    };
  };
  return [
    ...declared.orderedCacheBehaviors.map((behavior) => behaviorOf(behavior, behavior.pathPattern)),
    behaviorOf(declared.defaultCacheBehavior, '*'),
  ];
};

/** Whom the origin's policy has to let in: CloudFront, on behalf of this distribution alone. */
const cloudFrontFor = (distributionArn: string): Principal => ({
  kind: 'service',
  service: 'cloudfront.amazonaws.com',
  sourceArn: distributionArn,
});

const named = <T>(declared: ReadonlyMap<string, T>, code: CloudFrontErrorCode, id = ''): T => {
  const found = declared.get(id);
  if (found !== undefined) return found;
  throw new CloudFrontError(code, `The distribution refers to ${JSON.stringify(id)}, which does not exist.`, {
    remedy: `Known are ${[...declared.keys()].join(', ') || 'none'}.`,
    context: { id },
  });
};

/** `bucket.s3.region.amazonaws.com`; the bucket's own name may hold dots. */
const bucketOf = ({ domainName }: OriginDeclaration): string =>
  domainName.slice(0, domainName.lastIndexOf('.s3.'));
