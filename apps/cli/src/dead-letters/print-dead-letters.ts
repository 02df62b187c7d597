import { lettersHeldElsewhere, walkDeadLetters, type DeadLetter } from '@image-pipeline/pipeline-operations';
import type { CommandContext } from '../command/command-context.ts';
import { withStack, type StackOptions } from '../command/stack-options.ts';
import { jsonLine } from '../terminal/json-line.ts';
import { printable } from '../terminal/printable.ts';
import { deadLetterWords } from './dead-letter-words.ts';

/** A walk that only looks is over by then, or meets what it held before: seconds. */
const holdSeconds = 120;

/**
 * Prints the dead letters of a stack and leaves them in its queue.
 * @throws what connecting and reading throw; the reason of a stop
 */
export const printDeadLetters = async (
  options: StackOptions,
  { output, shutdown }: CommandContext,
): Promise<void> =>
  await withStack(options, async (stack) => {
    const elsewhere = await lettersHeldElsewhere(stack);
    const walk = walkDeadLetters(stack, holdSeconds, 10);
    let count = 0;
    try {
      for await (const letter of walk.letters) {
        shutdown.signal.throwIfAborted();
        output.line(options.json ? jsonLine(letter) : deadLetterLine(letter));
        count += 1;
      }
    } finally {
      await walk.release();
    }
    if (options.json) return;
    if (elsewhere > 0) output.note(`${elsewhere} more are held by somebody else, such as a redrive.`);
    else if (count === 0) output.note('The dead-letter queue is empty.');
    if (count > 0) output.note(`${count} in the queue\nWhen the cause is mended: imgpipe redrive`);
  });

const deadLetterLine = (letter: DeadLetter): string =>
  `${printable(letter.failedAt)}  ${letter.attempts} attempts  ${deadLetterWords(letter)}`;
