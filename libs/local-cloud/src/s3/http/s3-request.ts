import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { AccessControl } from '../../iam/access-control.ts';
import { bucketArn, type Account } from '../../iam/account.ts';
import type { Principal } from '../../iam/principal.ts';
import type { Caller } from '../objects/find-readable.ts';
import type { Address } from './address.ts';

export interface RequestIds {
  /** 16 upper-case hex digits, as in `x-amz-request-id`. */
  readonly requestId: string;
  /** Base64, as in `x-amz-id-2`. */
  readonly hostId: string;
}

/** One call as the actions see it: addressed and identified, its body not yet read. */
export interface S3Request extends Address, RequestIds, Caller {
  readonly method: string;
  readonly body: IncomingMessage;
  readonly principal: Principal;
  readonly sourceIp: string;
  /** Of the object that the request names or, where it names none, of the bucket. */
  readonly arn: string;
  /** A header's value; a presigned URL may carry `x-amz-*` headers in its query instead. */
  header(name: string): string | undefined;
  /** All headers, those of the query included, by lower-case name. */
  readonly headers: ReadonlyMap<string, string>;
}

/** Ids for a request, which nobody can guess. */
export const newRequestIds = (): RequestIds => ({
  requestId: randomBytes(8).toString('hex').toUpperCase(),
  hostId: randomBytes(48).toString('base64'),
});

/**
 * Finds out who makes a request.
 * @throws AccessError InvalidAccessKeyId, AuthorizationHeaderMalformed
 */
export const identifyRequest = (
  body: IncomingMessage,
  address: Address,
  ids: RequestIds,
  access: AccessControl,
  account: Account,
): S3Request => {
  const principal = access.identify(body);
  const arnOf: Caller['arnOf'] = (bucket, key) =>
    key === '' ? bucketArn(account, bucket) : `${bucketArn(account, bucket)}/${key}`;
  const headers = collectHeaders(body, address.query);
  return {
    ...address,
    ...ids,
    method: body.method ?? 'GET',
    body,
    principal,
    sourceIp: (body.socket.remoteAddress ?? '127.0.0.1').replace(/^::ffff:/, ''),
    arnOf,
    arn: arnOf(address.bucket, address.key),
    headers,
    header: (name) => headers.get(name),
    authorize: (action, resource) => {
      access.authorize(principal, action, resource);
    },
  };
};

/**
 * Parts of a presigned URL that stand for no header: those of its signature, and checksums. SDKs presign the
 * checksum of the empty body they have at that time, and S3 takes no notice of it.
 * @see https://github.com/aws/aws-sdk/issues/480
 */
const noHeaders =
  /^x-amz-(?:algorithm|credential|date|expires|signature|signedheaders|checksum-.*|sdk-checksum-algorithm|trailer)$/;

const collectHeaders = (request: IncomingMessage, query: URLSearchParams): Map<string, string> => {
  const headers = new Map<string, string>();
  for (const [name, value] of query) {
    const header = name.toLowerCase();
    if (header.startsWith('x-amz-') && !noHeaders.test(header)) headers.set(header, asHeaderText(value));
  }
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  return headers;
};

/** Text as Node hands out and takes header values: one character for each byte of its UTF-8. */
export const asHeaderText = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');
