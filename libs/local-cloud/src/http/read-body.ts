import type { IncomingMessage } from 'node:http';

/**
 * A request's body, or `too-large`. Holds no more than `maxBytes`, yet reads on to the end: a client that is cut off in
 * the middle of sending never reads why.
 */
export const readBody = async (request: IncomingMessage, maxBytes: number): Promise<Buffer | 'too-large'> => {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= maxBytes) chunks.push(chunk);
    else chunks.length = 0;
  }
  return bytes <= maxBytes ? Buffer.concat(chunks, bytes) : 'too-large';
};
