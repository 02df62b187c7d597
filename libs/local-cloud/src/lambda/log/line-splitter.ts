import { StringDecoder } from 'node:string_decoder';

/** Largest line handed on, in characters; CloudWatch Logs takes events of up to 256 KiB in much the same way. */
const maxLineLength = 256 * 1024;

/** Turns a stream of bytes into lines. Holds at most one line of bounded length. */
export const createLineSplitter = (onLine: (line: string) => void) => {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  return {
    write(chunk: Buffer): void {
      const lines = (rest + decoder.write(chunk)).split('\n');
      rest = lines.pop() ?? '';
      lines.forEach(onLine);
      while (rest.length > maxLineLength) {
        onLine(rest.slice(0, maxLineLength));
        rest = rest.slice(maxLineLength);
      }
    },
    /** Hands on what came after the last line break. */
    end(): void {
      rest += decoder.end();
      if (rest !== '') onLine(rest);
      rest = '';
    },
  };
};
