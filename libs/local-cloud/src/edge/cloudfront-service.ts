import type { PropertyMap } from '../engine/property-values.ts';
import type { CredentialStore } from '../iam/credential-store.ts';
import type { LoopbackServer } from '../loopback-server.ts';
import type { LocalServices } from '../resources/local-services.ts';
import { CloudFrontError } from './cloudfront-error.ts';
import {
  cachePolicy,
  distribution,
  inertInputs,
  originAccessControl,
  parseDeclaration,
  responseHeadersPolicy,
  type CachePolicy,
  type DistributionDeclaration,
  type OriginAccessControl,
  type ResponseHeadersPolicy,
} from './declarations.ts';
import { createEdge } from './edge.ts';
import { createEdgeCache } from './edge-cache.ts';
import { bucketOfDomain, createOrigin, type Origin } from './origin.ts';

export interface CloudFrontOptions {
  /** Address of S3. */
  readonly originEndpoint: string;
  readonly region: string;
  /** A server for the next distribution. */
  readonly nextServer: () => Promise<LoopbackServer>;
  readonly issueCredentials: CredentialStore['issue'];
  readonly onFailure: (error: unknown) => void;
}

export type CloudFrontService = LocalServices['cloudfront'] & { close(): void };

/** CloudFront on this machine: one HTTP edge per distribution, with a cache of its own. */
export const createCloudFrontService = (options: CloudFrontOptions): CloudFrontService => {
  const accessControls = new Map<string, OriginAccessControl>();
  const cachePolicies = new Map<string, CachePolicy>();
  const headersPolicies = new Map<string, ResponseHeadersPolicy>();
  const origins: Origin[] = [];

  function openOrigin(distributionArn: string, { origins: [declared] }: DistributionDeclaration): Origin {
    if (declared === undefined) throw new CloudFrontError('There is no origin.');
    const { originAccessControlId, domainName } = declared;
    const control = optional(accessControls, originAccessControlId, 'origin access control');
    const principal = {
      kind: 'service',
      service: 'cloudfront.amazonaws.com',
      sourceArn: distributionArn,
    } as const;
    const origin = createOrigin({
      endpoint: options.originEndpoint,
      region: options.region,
      bucket: bucketOfDomain(domainName),
      credentials: control?.signingBehavior === 'always' ? options.issueCredentials(principal) : undefined,
    });
    origins.push(origin);
    return origin;
  }

  return {
    putOriginAccessControl: (id, inputs) =>
      void accessControls.set(id, parseDeclaration(originAccessControl, inputs)),
    putCachePolicy: (id, inputs) => void cachePolicies.set(id, parseDeclaration(cachePolicy, inputs)),
    putResponseHeadersPolicy: (id, inputs) =>
      void headersPolicies.set(id, parseDeclaration(responseHeadersPolicy, inputs)),

    async createDistribution({ arn, domainName, inputs }) {
      const declared = parseDeclaration(distribution, inputs);
      const { cachePolicyId, responseHeadersPolicyId, allowedMethods } = declared.defaultCacheBehavior;
      const policy = required(cachePolicies, cachePolicyId, 'cache policy');
      const errorTtl = new Map(
        declared.customErrorResponses.map((it) => [it.errorCode, it.errorCachingMinTtl]),
      );
      const cache = createEdgeCache({ origin: openOrigin(arn, declared), policy, errorTtl });
      const server = await options.nextServer();
      server.serve(
        createEdge({
          cache,
          domainName,
          allowedMethods,
          headersPolicy: optional(headersPolicies, responseHeadersPolicyId, 'response headers policy'),
          onFailure: options.onFailure,
        }),
      );
      return { inert: inertInputs(inputs as PropertyMap) };
    },

    close() {
      for (const origin of origins) origin.close();
    },
  };
};

const optional = <T>(
  declared: ReadonlyMap<string, T>,
  id: string | undefined,
  what: string,
): T | undefined => (id === undefined || id === '' ? undefined : required(declared, id, what));

const required = <T>(declared: ReadonlyMap<string, T>, id: string, what: string): T => {
  const found = declared.get(id);
  if (found !== undefined) return found;
  throw new CloudFrontError(`There is no ${what} ${id}.`, {
    remedy: 'Declare it in the program; policies that AWS manages are not known here.',
    context: { what, id },
  });
};
