import type { IncomingMessage } from 'node:http';
import { unreachable } from './s3-origin.ts';

/**
 * Reads a body into memory, or gives it up, and its connection with it, as soon as it is larger than `maxBytes`.
 * @throws OriginUnavailableError when it breaks off
 */
export const readUpTo = async (answer: IncomingMessage, maxBytes: number): Promise<Buffer | 'too-large'> => {
  if (Number(answer.headers['content-length'] ?? 0) > maxBytes) {
    answer.destroy();
    return 'too-large';
  }
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of answer as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      // Leaving the loop destroys the answer.
      if (bytes > maxBytes) return 'too-large';
      chunks.push(chunk);
    }
  } catch (error) {
    throw unreachable(error);
  }
  return Buffer.concat(chunks);
};
