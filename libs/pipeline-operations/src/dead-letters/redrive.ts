import { imageIdOf } from '@image-pipeline/image-records';
import pMap from 'p-map';
import { asError, FunctionFailedError } from '../errors.ts';
import { invokeFunction } from '../function/invoke-function.ts';
import { patiently } from '../function/patiently.ts';
import { imageIdFrom } from '../images/image-reference.ts';
import type { Stack } from '../stack/connect-stack.ts';
import type { DeadLetter } from './dead-letter.ts';
import { walkDeadLetters, type HeldDeadLetter } from './read-dead-letters.ts';

/** How one dead letter ended. */
export interface Redriven {
  readonly letter: DeadLetter;
  /** Why it failed again; the letter stays in the queue. Absent when it passed and is removed. */
  readonly error?: Error;
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

/** As long as any function may take, and a margin: nobody else is to have a letter while its event is handled. */
const holdSeconds = 16 * 60;

/**
 * Hands the events in the dead-letter queue to the function again, and removes those that pass. Safe to repeat and to
 * cut off: an event that is handled already changes nothing, and a letter leaves the queue after its event has passed.
 * The others are given back at the end, also of a walk that is cut off.
 *
 * @returns how many passed, failed again, and were none of those that are wanted
 * @throws the signal's reason; what SQS answers
 */
export const redrive = async (
  stack: Stack,
  { only, concurrency = 4, signal, onDone }: RedriveOptions = {},
): Promise<{ readonly passed: number; readonly failed: number; readonly left: number }> => {
  const counts = { passed: 0, failed: 0, left: 0 };
  const isWanted = only === undefined ? () => true : matcherOf(stack, only);
  const walk = walkDeadLetters(stack, holdSeconds, 1);
  const underWay = new Set<Promise<void>>();
  const one = async (letter: HeldDeadLetter): Promise<void> => {
    if (!isWanted(letter)) {
      counts.left += 1;
      return;
    }
    const error = await deliver(stack, letter, signal);
    if (!error) await letter.remove();
    counts[error ? 'failed' : 'passed'] += 1;
    onDone?.({ letter, ...(error && { error }) });
  };
  const tracked = async (letter: HeldDeadLetter): Promise<void> => {
    const work = one(letter);
    underWay.add(work);
    await work.finally(() => underWay.delete(work));
  };
  try {
    await pMap(walk.letters, tracked, { concurrency, ...(signal && { signal }) });
  } finally {
    await Promise.allSettled(underWay);
    await walk.release();
  }
  return counts;
};

/** @returns why it failed, which may be that there is no event in it */
const deliver = async (
  stack: Stack,
  { event, errorType, errorMessage }: DeadLetter,
  signal: AbortSignal | undefined,
): Promise<Error | undefined> => {
  if (event === undefined) return new FunctionFailedError(errorType, errorMessage);
  try {
    // What the function says is its last word; what AWS says of an invocation may pass.
    await patiently(() => invokeFunction(stack, event, signal), signal, isOfTheFunction);
    return undefined;
  } catch (error) {
    signal?.throwIfAborted();
    return asError(error);
  }
};

const isOfTheFunction = (error: unknown): boolean => error instanceof FunctionFailedError;

const matcherOf = (stack: Stack, only: string) => {
  const id = imageIdFrom(stack, only);
  return ({ objects, errorType }: DeadLetter): boolean =>
    errorType === only || objects.some((place) => imageIdOf(place) === id);
};
