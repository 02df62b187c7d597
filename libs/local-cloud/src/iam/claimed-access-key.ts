import type { IncomingMessage } from 'node:http';
import { AccessError } from './access-error.ts';

const algorithm = 'AWS4-HMAC-SHA256';

/**
 * The access key that a request claims, read from wherever Signature Version 4 puts it: the `Authorization` header
 * or, for a presigned URL, the query. `undefined` when the request carries no credentials.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/create-signed-request.html
 * @throws AccessError AuthorizationHeaderMalformed
 */
export const claimedAccessKey = (request: IncomingMessage): string | undefined => {
  const { authorization } = request.headers;
  if (authorization !== undefined) return fromAuthorization(authorization);
  const query = new URLSearchParams(request.url?.split('?', 2)[1] ?? '');
  const credential = query.get('X-Amz-Credential');
  return credential === null ? undefined : accessKeyOf(credential);
};

const fromAuthorization = (header: string): string => {
  const credential = /(?:^|[\s,])Credential=([^,\s]+)/.exec(header)?.[1];
  if (!header.startsWith(algorithm) || credential === undefined) {
    throw malformed(`The authorization header is not a ${algorithm} signature.`);
  }
  return accessKeyOf(credential);
};

/** A credential is `<access key>/<yyyymmdd>/<region>/<service>/aws4_request`. */
const accessKeyOf = (credential: string): string => {
  const [accessKeyId, date, region, service, terminator] = credential.split('/');
  if (!accessKeyId || !date || !region || !service || terminator !== 'aws4_request') {
    throw malformed('The credential must be <access key>/<yyyymmdd>/<region>/<service>/aws4_request.');
  }
  return accessKeyId;
};

const malformed = (message: string): AccessError => new AccessError('AuthorizationHeaderMalformed', message);
