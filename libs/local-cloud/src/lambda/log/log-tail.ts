/** What X-Amz-Log-Result holds at most, in bytes. */
const maxTailBytes = 4096;

/** The last lines of one invocation's log. */
export interface LogTail {
  add(line: string): void;
  text(): string;
}

/** A tail without a line yet. */
export const createLogTail = (): LogTail => {
  let tail = Buffer.alloc(0);
  return {
    add(line) {
      tail = Buffer.concat([tail, Buffer.from(`${line}\n`)]).subarray(-maxTailBytes);
    },
    text: () => tail.toString('utf8'),
  };
};
