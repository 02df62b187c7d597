import { imageIdOf } from '@image-pipeline/image-records';
import pMap from 'p-map';
import { FunctionFailedError } from '../errors.ts';
import { invokeFunction } from '../function/invoke-function.ts';
import { imageIdFrom } from '../images/image-reference.ts';
import type { Stack } from '../stack/connect-stack.ts';
import type { DeadLetter } from './dead-letter.ts';
import { readDeadLetters, type HeldDeadLetter } from './read-dead-letters.ts';

/** How one dead letter ended. */
export interface Redriven {
  readonly letter: DeadLetter;
  /** Why the function failed again; the letter stays in the queue. Absent when it passed and is removed. */
  readonly error?: FunctionFailedError;
}

/** Which dead letters, and who hears of them. */
export interface RedriveOptions {
  /** An image, by key, id or address of a variant, or a type of error such as `Sandbox.Timedout`. Default: all. */
  readonly only?: string | undefined;
  /** Invocations under way at once, 1 or more. Default 4. */
  readonly concurrency?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  onDone?(redriven: Redriven): void;
}

/**
 * Hands the events in the dead-letter queue to the function again, and removes those that pass. Safe to repeat and to
 * cut off: an event that is handled already changes nothing, and a letter leaves the queue after its event has passed.
 *
 * @returns how many passed, failed again, and were none of those that are wanted
 * @throws UnreadableDeadLetterError; the signal's reason; what AWS answers. What was held is released before
 */
export const redrive = async (
  stack: Stack,
  { only, concurrency = 4, signal, onDone }: RedriveOptions = {},
): Promise<{ readonly passed: number; readonly failed: number; readonly left: number }> => {
  const counts = { passed: 0, failed: 0, left: 0 };
  const kept: HeldDeadLetter[] = [];
  const isWanted = only === undefined ? () => true : matcherOf(stack, only);
  const one = async (letter: HeldDeadLetter): Promise<void> => {
    if (!isWanted(letter)) {
      counts.left += 1;
      kept.push(letter);
      return;
    }
    const error = await deliver(stack, letter, signal).catch((reason: unknown) => {
      kept.push(letter);
      throw reason;
    });
    if (error) kept.push(letter);
    else await letter.remove();
    counts[error ? 'failed' : 'passed'] += 1;
    onDone?.({ letter, ...(error && { error }) });
  };
  try {
    await pMap(readDeadLetters(stack), one, { concurrency, ...(signal && { signal }) });
  } finally {
    // Not before the end: the walk would be given them again.
    await pMap(kept, (letter) => letter.release(), { concurrency: 10 });
  }
  return counts;
};

const deliver = async (
  stack: Stack,
  { event }: DeadLetter,
  signal: AbortSignal | undefined,
): Promise<FunctionFailedError | undefined> => {
  try {
    await invokeFunction(stack, event, signal);
    return undefined;
  } catch (error) {
    if (error instanceof FunctionFailedError) return error;
    throw error;
  }
};

const matcherOf = (stack: Stack, only: string) => {
  const id = imageIdFrom(stack, only);
  return ({ objects, errorType }: DeadLetter): boolean =>
    errorType === only || objects.some((place) => imageIdOf(place) === id);
};
