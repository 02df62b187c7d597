/**
 * A viewer's path as CloudFront reads it (RFC 3986, section 6.2.2): percent-encoding in one form, dot segments
 * resolved. Without the latter, `/../other-bucket/key` would leave the origin's bucket.
 * @returns `undefined` for what is no path or no percent-encoded UTF-8
 */
export const normalisePath = (path: string): string | undefined => {
  if (!path.startsWith('/')) return undefined;
  const segments: string[] = [];
  const encoded = path.split('/').slice(1);
  for (const [index, segment] of encoded.entries()) {
    const decoded = decode(segment);
    if (decoded === undefined) return undefined;
    const isDots = decoded === '.' || decoded === '..';
    if (decoded === '..') segments.pop();
    if (!isDots) segments.push(encode(decoded));
    else if (index === encoded.length - 1) segments.push('');
  }
  return `/${segments.join('/')}`;
};

const decode = (segment: string): string | undefined => {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
};

/** As Signature Version 4 encodes: everything but unreserved characters. */
const encode = (segment: string): string =>
  encodeURIComponent(segment).replace(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
