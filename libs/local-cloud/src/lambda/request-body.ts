import type { IncomingMessage } from 'node:http';

/**
 * The request's body, or `too-large`. Holds no more than `maxBytes`, yet reads on to the end: a client that is cut off
 * in the middle of sending never reads why.
 */
export const readBody = async (request: IncomingMessage, maxBytes: number): Promise<Buffer | 'too-large'> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= maxBytes) chunks.push(chunk);
    else chunks.length = 0;
  }
  return size <= maxBytes ? Buffer.concat(chunks) : 'too-large';
};
