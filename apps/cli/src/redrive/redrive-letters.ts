import { redrive } from '@image-pipeline/pipeline-operations';
import type { CommandContext } from '../command/command-context.ts';
import { withStack, type StackOptions } from '../command/stack-options.ts';
import { deadLetterWords } from '../dead-letters/dead-letter-words.ts';
import { exitCodes } from '../ending/exit-codes.ts';
import { jsonLine } from '../terminal/json-line.ts';
import { printable } from '../terminal/printable.ts';

/** What `imgpipe redrive` can be asked for. */
export interface RedriveOptions extends StackOptions {
  /** An image or a type of error. Default: everything. */
  readonly only?: string;
}

/**
 * Hands dead letters to the function again and prints how each ended.
 * @throws what connecting and redriving throw; the reason of a stop
 */
export const redriveLetters = async (
  { only, ...options }: RedriveOptions,
  { output, shutdown: { signal }, exitWith }: CommandContext,
): Promise<void> =>
  await withStack(options, async (stack) => {
    const { passed, failed, left } = await redrive(stack, {
      only,
      signal,
      onDone({ letter, error }) {
        const outcome = error ? 'failed' : 'passed';
        const { objects } = letter;
        if (options.json)
          return output.line(jsonLine({ outcome, objects, ...(error && { message: error.message }) }));
        const words = error
          ? `${deadLetterWords(letter)}; now ${printable(error.message)}`
          : deadLetterWords(letter);
        output.line(`${outcome}  ${words}`);
      },
    });
    output.note(`${passed} passed, ${failed} failed again${left > 0 ? `, ${left} left as they are` : ''}`);
    if (failed > 0) exitWith(exitCodes.somethingFailed);
  });
