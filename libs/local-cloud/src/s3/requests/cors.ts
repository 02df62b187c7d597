import type { IncomingMessage, ServerResponse } from 'node:http';
import { S3Error } from '../s3-error.ts';

/** Which pages of other origins may call a bucket from a browser. */
export interface CorsRule {
  /** Such as `http://localhost:4200`; one `*` in each stands for anything. */
  readonly allowedOrigins: readonly string[];
  readonly allowedMethods: readonly ('GET' | 'PUT' | 'HEAD' | 'POST' | 'DELETE')[];
  /** Request headers; one `*` in each stands for anything. */
  readonly allowedHeaders?: readonly string[] | undefined;
  /** Response headers that the page may read. */
  readonly exposeHeaders?: readonly string[] | undefined;
  /** How long a browser may remember the answer to a preflight request, in seconds. */
  readonly maxAgeSeconds?: number | undefined;
}

/**
 * Answers a browser's preflight request. It carries no credentials, so the rules alone decide.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/RESTOPTIONSobject.html
 * @throws S3Error BadRequest, AccessForbidden
 */
export const answerPreflight = (
  { headers }: IncomingMessage,
  response: ServerResponse,
  rules: readonly CorsRule[],
): void => {
  const { origin } = headers;
  const method = headers['access-control-request-method'];
  if (origin === undefined || method === undefined) {
    throw new S3Error('BadRequest', 'Insufficient information. Origin request header needed.');
  }
  const asked = namesIn(headers['access-control-request-headers']);
  const rule = rules.find((candidate) => allows(candidate, origin, method, asked));
  if (rule === undefined) {
    throw new S3Error(
      'AccessForbidden',
      rules.length === 0
        ? 'CORSResponse: CORS is not enabled for this bucket.'
        : 'CORSResponse: This CORS request is not allowed: no rule of the bucket names its origin, method and headers.',
      { context: { Method: method, ResourceType: 'OBJECT' } },
    );
  }
  const allowedHeaders = asked.length === 0 ? {} : { 'access-control-allow-headers': asked.join(', ') };
  response.writeHead(200, { ...corsHeaders(rule, origin), ...allowedHeaders, 'content-length': 0 }).end();
};

/** Lets a page read the answer to its actual request, errors included. */
export const setCorsHeaders = (
  request: IncomingMessage,
  response: ServerResponse,
  rules: readonly CorsRule[],
): void => {
  const { origin } = request.headers;
  if (origin === undefined) return;
  const rule = rules.find((candidate) => allows(candidate, origin, request.method ?? 'GET', []));
  if (rule !== undefined) response.setHeaders(new Map(Object.entries(corsHeaders(rule, origin))));
};

const allows = (rule: CorsRule, origin: string, method: string, headers: readonly string[]): boolean =>
  rule.allowedOrigins.some((allowed) => fits(allowed, origin)) &&
  rule.allowedMethods.some((allowed) => allowed === method) &&
  headers.every((name) => rule.allowedHeaders?.some((allowed) => fits(allowed.toLowerCase(), name)));

const fits = (allowed: string, text: string): boolean => {
  const [start = '', end] = allowed.split('*');
  if (end === undefined) return allowed === text;
  return text.length >= start.length + end.length && text.startsWith(start) && text.endsWith(end);
};

const namesIn = (header: string | undefined): string[] =>
  (header ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '');

const corsHeaders = (rule: CorsRule, origin: string): Record<string, string> => {
  const anyone = rule.allowedOrigins.includes('*');
  return {
    'access-control-allow-origin': anyone ? '*' : origin,
    'access-control-allow-methods': rule.allowedMethods.join(', '),
    ...(!anyone && { 'access-control-allow-credentials': 'true' }),
    ...(rule.exposeHeaders && { 'access-control-expose-headers': rule.exposeHeaders.join(', ') }),
    ...(rule.maxAgeSeconds !== undefined && { 'access-control-max-age': String(rule.maxAgeSeconds) }),
    vary: 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method',
  };
};
