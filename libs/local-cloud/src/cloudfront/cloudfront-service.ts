import { Agent } from 'node:http';
import type { Declared, InertInput } from '../declarations/declared-inputs.ts';
import type { LoopbackServer } from '../http/loopback-server.ts';
import type { CredentialStore } from '../iam/credential-store.ts';
import { createEdgeCache } from './cache/edge-cache.ts';
import { defaultErrorTtl } from './cache/freshness.ts';
import { createObjectSource } from './cache/object-source.ts';
import { type CachePolicy, managedCachePolicies, parseCachePolicy } from './declared/cache-policy.ts';
import { type DistributionDeclaration, parseDistribution } from './declared/distribution-declaration.ts';
import { type OriginAccessControl, parseOriginAccessControl } from './declared/origin-access-control.ts';
import {
  parseResponseHeadersPolicy,
  type ResponseHeadersPolicy,
} from './declared/response-headers-policy.ts';
import { createEdge } from './edge/edge.ts';
import { resolveBehaviors } from './edge/resolve-behaviors.ts';

interface CloudFrontServiceOptions {
  readonly region: string;
  /** Address of S3. */
  readonly originEndpoint: string;
  readonly issueCredentials: CredentialStore['issue'];
  /** The server of the next distribution. Whoever opens it closes it. */
  readonly nextServer: () => Promise<Pick<LoopbackServer, 'url' | 'serve'>>;
  /** Bytes that each distribution keeps of its objects; default 64 MiB. Objects over an eighth of it are streamed. */
  readonly cacheBytes?: number;
  readonly onFailure: (error: unknown) => void;
  /** Milliseconds since the epoch; default the system's clock. */
  readonly now?: () => number;
}

export interface CloudFrontService {
  /** @throws CloudFrontError InvalidArgument, as all that reads inputs */
  putOriginAccessControl(id: string, inputs: unknown): readonly InertInput[];
  putCachePolicy(id: string, inputs: unknown): readonly InertInput[];
  putResponseHeadersPolicy(id: string, inputs: unknown): readonly InertInput[];
  /**
   * Serves what the inputs of an `aws:cloudfront/distribution:Distribution` declare.
   * @throws CloudFrontError InvalidArgument, NoSuchOrigin, NoSuchCachePolicy, NoSuchResponseHeadersPolicy,
   *   NoSuchOriginAccessControl
   */
  createDistribution(distribution: {
    readonly arn: string;
    /** Its name in CloudFront's domain, under which nobody reaches it here. */
    readonly domainName: string;
    readonly inputs: unknown;
  }): Promise<{ readonly url: string; readonly inert: readonly InertInput[] }>;
  /** Ends the connections to S3. */
  close(): void;
}

const defaultCacheBytes = 64 * 1024 * 1024;
/** Objects on their way into memory at once; each can be an eighth of the cache. */
const maxObjectRequests = 8;

/** CloudFront: distributions in front of S3, each on a server of its own. */
export const createCloudFrontService = (options: CloudFrontServiceOptions): CloudFrontService => {
  const { now = Date.now, onFailure, cacheBytes = defaultCacheBytes } = options;
  const accessControls = new Map<string, OriginAccessControl>();
  const cachePolicies = new Map<string, CachePolicy>(managedCachePolicies);
  const headersPolicies = new Map<string, ResponseHeadersPolicy>();
  const objectAgent = new Agent({ keepAlive: true, maxSockets: maxObjectRequests });
  const streamAgent = new Agent({ keepAlive: true });
  const policies = { accessControls, cachePolicies, headersPolicies };
  const access = { ...options, objectAgent, streamAgent };

  return {
    putOriginAccessControl: (id, given) => put(accessControls, id, parseOriginAccessControl(given)),
    putCachePolicy: (id, given) => put(cachePolicies, id, parseCachePolicy(given)),
    putResponseHeadersPolicy: (id, given) => put(headersPolicies, id, parseResponseHeadersPolicy(given)),
    async createDistribution({ arn, domainName, inputs: given }) {
      const { inputs, inert } = parseDistribution(given);
      const behaviors = resolveBehaviors(inputs, arn, policies, access);
      const { enabled, defaultRootObject } = inputs;
      const source = createObjectSource({
        cache: createEdgeCache(cacheBytes),
        errorCachingMinTtl: errorTtlsOf(inputs),
        now,
      });
      const server = await options.nextServer();
      server.serve(createEdge({ behaviors, source, enabled, defaultRootObject, domainName, now, onFailure }));
      return { url: server.url, inert };
    },
    close() {
      objectAgent.destroy();
      streamAgent.destroy();
    },
  };
};

const put = <T>(
  declared: Map<string, T>,
  id: string,
  { inputs, inert }: Declared<T>,
): readonly InertInput[] => {
  declared.set(id, inputs);
  return inert;
};

/** How long each declared error is kept at least. */
const errorTtlsOf = ({ customErrorResponses }: DistributionDeclaration): ReadonlyMap<number, number> =>
  new Map(
    customErrorResponses.map(({ errorCode, errorCachingMinTtl }) => [
      errorCode,
      errorCachingMinTtl ?? defaultErrorTtl,
    ]),
  );
