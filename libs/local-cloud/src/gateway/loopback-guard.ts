import type { IncomingHttpHeaders } from 'node:http';

const loopbackName = /^(127(\.\d{1,3}){3}|\[::1\]|([a-z0-9_-]+\.)*localhost)$/i;

/**
 * Whether a request may come from this machine's own programs and pages. The local cloud's key is public knowledge,
 * so a web page of any site could sign calls and have a browser on this machine send them. What gives such a page
 * away: a browser names the page's origin with every call that changes something, and a page that lets its own name
 * point to 127.0.0.1 (DNS rebinding) cannot keep that name out of the Host header.
 */
export const isFromThisMachine = ({ host, origin }: IncomingHttpHeaders): boolean =>
  host !== undefined && isLoopback(`http://${host}`) && (origin === undefined || isLoopback(origin));

const isLoopback = (url: string): boolean => URL.canParse(url) && loopbackName.test(new URL(url).hostname);
