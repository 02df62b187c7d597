import { readDeadLetters, type DeadLetter, type HeldDeadLetter } from '@image-pipeline/pipeline-operations';
import type { CommandContext } from '../command/command-context.ts';
import { withStack, type StackOptions } from '../command/stack-options.ts';
import { deadLetterWords } from './dead-letter-words.ts';

/**
 * Prints the dead letters of a stack and leaves them in its queue.
 * @throws what connecting and reading throw; the reason of a stop
 */
export const printDeadLetters = async (
  options: StackOptions,
  { output, shutdown }: CommandContext,
): Promise<void> =>
  await withStack(options, async (stack) => {
    const held: HeldDeadLetter[] = [];
    try {
      for await (const letter of readDeadLetters(stack)) {
        held.push(letter);
        shutdown.signal.throwIfAborted();
        output.line(options.json ? JSON.stringify(letter) : deadLetterLine(letter));
      }
    } finally {
      // Not before the end: the walk would be given them again.
      await Promise.all(held.map((letter) => letter.release()));
    }
    if (options.json) return;
    output.note(held.length === 0 ? 'The dead-letter queue is empty.' : `${held.length} in the queue`);
    if (held.length > 0) output.note('When the cause is mended: imgpipe redrive');
  });

const deadLetterLine = (letter: DeadLetter): string =>
  `${letter.failedAt}  ${letter.attempts} attempts  ${deadLetterWords(letter)}`;
