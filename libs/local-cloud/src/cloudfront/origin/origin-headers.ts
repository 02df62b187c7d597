import type { IncomingHttpHeaders } from 'node:http';

/** Lower-case names. */
export type ResponseHeaders = Readonly<Record<string, string>>;

/**
 * Headers that are about one connection (RFC 9110, section 7.6.1) or about a visitor, which S3 has none of, and the
 * length, which is the body's own.
 */
const notForwarded: ReadonlySet<string> = new Set([
  'connection',
  'content-length',
  'keep-alive',
  'proxy-authenticate',
  'proxy-connection',
  'set-cookie',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** The headers of the origin that a viewer may see. */
export const forwardedHeaders = (headers: IncomingHttpHeaders): ResponseHeaders =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined || notForwarded.has(name) ? [] : [[name, String(value)]],
    ),
  );
