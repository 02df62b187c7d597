import { type Agent, type IncomingMessage, request, type RequestOptions } from 'node:http';
import { Sha256 } from '@aws-sdk/checksums/sha';
import { SignatureV4 } from '@smithy/signature-v4';
import { LocalCloudError } from '../../errors.ts';
import type { Credentials } from '../../iam/credential-store.ts';
import type { ForwardedRequest } from './forwarded-request.ts';

/** A request that the edge makes of an origin. */
export interface OriginRequest extends ForwardedRequest {
  readonly method: 'GET' | 'HEAD' | 'OPTIONS';
}

/** Sends the request; rejects with `OriginUnavailableError` when no answer begins. The caller reads or destroys the body. */
export type OriginFetch = (origin: OriginRequest) => Promise<IncomingMessage>;

interface S3OriginOptions {
  readonly bucket: string;
  /** In front of every path; empty or without a slash at its end. */
  readonly originPath: string;
  readonly region: string;
  /** Address of S3. */
  readonly endpoint: string;
  /** What requests are signed with; they go out anonymous when absent. */
  readonly credentials?: Credentials;
  /** Added to every request, over what the viewer sent. */
  readonly customHeaders: Readonly<Record<string, string>>;
  /** Keeps connections and bounds their number. */
  readonly agent: Agent;
}

/** How long S3 may be silent, in milliseconds; CloudFront's own limit for S3, which cannot be configured. */
const silenceLimitMs = 30_000;

/** No answer came, or it broke off. */
export class OriginUnavailableError extends LocalCloudError<'unreachable' | 'timed-out'> {}

/** What ended the connection, as an error of the origin's. */
export const unreachable = (cause: unknown): OriginUnavailableError =>
  cause instanceof OriginUnavailableError
    ? cause
    : new OriginUnavailableError('unreachable', 'The origin could not be reached.', { cause });

/** Asks a bucket, addressed by path, in the name of the distribution. */
export const createS3Origin = (options: S3OriginOptions): OriginFetch => {
  const { bucket, originPath, region, credentials, customHeaders, agent } = options;
  const signer =
    credentials &&
    new SignatureV4({ service: 's3', region, credentials, sha256: Sha256, uriEscapePath: false });

  return async ({ method, path, query, headers }) => {
    const { protocol, hostname, port, host } = new URL(options.endpoint);
    const unsigned = {
      method,
      protocol,
      hostname,
      port: Number(port),
      path: `/${bucket}${originPath}${path}`,
      query: groupByName(query),
      headers: { host, 'user-agent': 'Amazon CloudFront', ...headers, ...customHeaders },
    };
    const signed = signer === undefined ? unsigned : await signer.sign(unsigned);
    const queryText = query.map((pair) => pair.map(encodeURIComponent).join('=')).join('&');
    return send({
      agent,
      method,
      hostname,
      port,
      path: unsigned.path + (queryText && `?${queryText}`),
      headers: signed.headers,
      timeout: silenceLimitMs,
    });
  };
};

const send = (options: RequestOptions): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    const outgoing = request(options, resolve);
    outgoing.on('timeout', () =>
      outgoing.destroy(new OriginUnavailableError('timed-out', 'The origin did not answer in time.')),
    );
    outgoing.on('error', (error) => reject(unreachable(error)));
    outgoing.end();
  });

const groupByName = (query: ForwardedRequest['query']): Record<string, string | string[]> => {
  const grouped = Map.groupBy(query, ([name]) => name);
  return Object.fromEntries([...grouped].map(([name, pairs]) => [name, pairs.map(([, value]) => value)]));
};
