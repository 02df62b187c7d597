/** An ETag as it stands in headers and documents. */
export const quoted = (etag: string): string => `"${etag}"`;

/** An ETag that a client sent, with or without quotes, as it is stored. */
export const unquoted = (etag: string): string => etag.trim().replace(/^"(.*)"$/s, '$1');
