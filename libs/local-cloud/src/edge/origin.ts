import { createHash, createHmac, type Hash, type Hmac } from 'node:crypto';
import { Agent, request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import { SignatureV4 } from '@smithy/signature-v4';
import type { Credentials } from '../iam/credential-store.ts';
import { CloudFrontError } from './cloudfront-error.ts';

/** What the origin answered. `body` has to be read or destroyed. */
export interface OriginResponse {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Readable;
}

/** The bucket behind a distribution. */
export interface Origin {
  /**
   * @param path as the viewer sent it: percent-encoded, with its leading slash
   * @param eTag asks for the object only if it is another one; answered 304 otherwise
   */
  get(path: string, eTag?: string): Promise<OriginResponse>;
  close(): void;
}

interface OriginOptions {
  /** Address of S3. */
  readonly endpoint: string;
  readonly region: string;
  readonly bucket: string;
  /** Left out where the distribution has no origin access control: then it asks without a name, as on AWS. */
  readonly credentials?: Credentials | undefined;
}

export const createOrigin = ({ endpoint, region, bucket, credentials }: OriginOptions): Origin => {
  const { hostname, port, host } = new URL(endpoint);
  const agent = new Agent({ keepAlive: true });
  const signer =
    credentials &&
    new SignatureV4({ service: 's3', region, credentials, sha256: Sha256, uriEscapePath: false });

  return {
    async get(path, eTag) {
      const unsigned = {
        method: 'GET',
        protocol: 'http:',
        hostname,
        port: Number(port),
        path: `/${bucket}${path}`,
        headers: { host, ...(eTag !== undefined && { 'if-none-match': eTag }) },
      };
      const { headers } = signer === undefined ? unsigned : await signer.sign(unsigned);
      const { promise, resolve, reject } = Promise.withResolvers<OriginResponse>();
      httpRequest({ hostname, port, path: unsigned.path, headers, agent }, (response) =>
        resolve({ status: response.statusCode ?? 502, headers: response.headers, body: response }),
      )
        .on('error', reject)
        .end();
      return promise;
    },
    close: () => agent.destroy(),
  };
};

/** @throws CloudFrontError for an origin that is no bucket */
export const bucketOfDomain = (domainName: string): string => {
  const [, bucket] = /^(.+)\.s3(?:[.-][a-z0-9-]+)?\.amazonaws\.com$/.exec(domainName) ?? [];
  if (bucket !== undefined) return bucket;
  throw new CloudFrontError(`The origin ${domainName} is no S3 bucket.`, {
    remedy: 'The edge on this machine fetches from buckets only.',
    context: { domainName },
  });
};

/** The signer wants its hash as a class. */
class Sha256 {
  readonly #hash: Hash | Hmac;
  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#hash = secret === undefined ? createHash('sha256') : createHmac('sha256', bytesOf(secret));
  }
  update(data: string | ArrayBuffer | ArrayBufferView): void {
    this.#hash.update(bytesOf(data));
  }
  digest(): Promise<Uint8Array> {
    return Promise.resolve(this.#hash.digest());
  }
}

const bytesOf = (data: string | ArrayBuffer | ArrayBufferView): Uint8Array => {
  if (typeof data === 'string') return Buffer.from(data);
  if (data instanceof ArrayBuffer) return new Uint8Array(data);
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
};
