import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { type CloudFrontService, createCloudFrontService } from '../src/cloudfront/cloudfront-service.ts';
import { bindLoopback, type LoopbackServer } from '../src/http/loopback-server.ts';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** A distribution in front of an origin that answers as the test says. */
export interface EdgeFixture {
  readonly cloudfront: CloudFrontService;
  readonly edge: LoopbackServer;
  /** Every request that reached the origin. */
  readonly asked: IncomingMessage[];
  /** Whom keys were issued to. */
  readonly issuedTo: unknown[];
  readonly failures: unknown[];
  /** Sets what the origin answers from now on. */
  answer(answer: Answer): void;
  /** Creates the distribution; `change` is laid over a declaration of one bucket and one behaviour. */
  create(change?: object): ReturnType<CloudFrontService['createDistribution']>;
  /** Sends the path as it is, unlike `fetch`, which would tidy it up. */
  get(
    path: string,
    options?: { method?: string; headers?: Record<string, string>; body?: string },
  ): Promise<Viewed>;
  /** Moves the edge's clock. */
  forward(seconds: number): void;
  /** Nobody answers at the origin's address any more. */
  stopOrigin(): Promise<void>;
  close(): Promise<void>;
}

export interface Viewed {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
  /** Without its "from cloudfront". */
  readonly xCache: string | undefined;
}

export const distributionArn = 'arn:aws:cloudfront::000000000000:distribution/E1';

const cachePolicy = {
  minTtl: 0,
  defaultTtl: 60,
  maxTtl: 3600,
  parametersInCacheKeyAndForwardedToOrigin: {
    cookiesConfig: { cookieBehavior: 'none' },
    headersConfig: { headerBehavior: 'none' },
    queryStringsConfig: { queryStringBehavior: 'none' },
  },
};

export const behavior = {
  targetOriginId: 'pictures',
  viewerProtocolPolicy: 'https-only',
  allowedMethods: ['GET', 'HEAD'],
  cachedMethods: ['GET', 'HEAD'],
  cachePolicyId: 'cache',
};

export const distribution = {
  enabled: true,
  origins: [
    {
      originId: 'pictures',
      domainName: 'my.pictures.s3.eu-central-1.amazonaws.com',
      originAccessControlId: 'oac',
    },
  ],
  defaultCacheBehavior: behavior,
  restrictions: { geoRestriction: { restrictionType: 'none' } },
  viewerCertificate: { cloudfrontDefaultCertificate: true },
};

/** The cache policy with some of it changed. */
export const cachePolicyWith = (change: object, parameters: object = {}) => ({
  ...cachePolicy,
  ...change,
  parametersInCacheKeyAndForwardedToOrigin: {
    ...cachePolicy.parametersInCacheKeyAndForwardedToOrigin,
    ...parameters,
  },
});

export const picture: Answer = (_, response) => {
  response.writeHead(200, { 'content-type': 'image/webp', etag: '"1"', 'cache-control': 'max-age=100' });
  response.end('picture');
};

export const startEdge = async (options: { cacheBytes?: number } = {}): Promise<EdgeFixture> => {
  const asked: IncomingMessage[] = [];
  const issuedTo: unknown[] = [];
  const failures: unknown[] = [];
  let answer: Answer = picture;
  let ahead = 0;
  const origin = createServer((incoming, response) => {
    asked.push(incoming);
    answer(incoming, response);
  }).listen(0, '127.0.0.1');
  await once(origin, 'listening');
  const edge = await bindLoopback(0, 'cdnPort');
  const cloudfront = createCloudFrontService({
    originEndpoint: `http://127.0.0.1:${(origin.address() as AddressInfo).port}`,
    region: 'eu-central-1',
    nextServer: () => Promise.resolve(edge),
    issueCredentials: (principal) => {
      issuedTo.push(principal);
      return { accessKeyId: 'ASIAEDGE', secretAccessKey: 'secret' };
    },
    onFailure: (error) => failures.push(error),
    now: () => Date.now() + ahead,
    ...options,
  });
  cloudfront.putOriginAccessControl('oac', {
    name: 'oac',
    originAccessControlOriginType: 's3',
    signingBehavior: 'always',
    signingProtocol: 'sigv4',
  });
  cloudfront.putCachePolicy('cache', cachePolicy);
  const stopOrigin = async () => {
    origin.closeAllConnections();
    if (origin.listening) await new Promise((resolve) => origin.close(resolve));
  };

  return {
    cloudfront,
    edge,
    asked,
    issuedTo,
    failures,
    answer(next) {
      answer = next;
    },
    create: (change = {}) =>
      cloudfront.createDistribution({
        arn: distributionArn,
        domainName: 'd1.cloudfront.net',
        inputs: { ...distribution, ...change },
      }),
    async get(path, { method = 'GET', headers = {}, body } = {}) {
      const sent = request(edge.url, { path, method, headers, agent: false });
      sent.end(body);
      const [response] = (await once(sent, 'response')) as [IncomingMessage];
      return {
        status: response.statusCode ?? 0,
        headers: response.headers,
        body: await buffer(response),
        xCache: response.headers['x-cache']?.toString().replace(' from cloudfront', ''),
      };
    },
    forward(seconds) {
      ahead += seconds * 1000;
    },
    stopOrigin,
    async close() {
      cloudfront.close();
      await edge.close();
      await stopOrigin();
    },
  };
};
