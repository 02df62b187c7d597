import { setTimeout as sleep } from 'node:timers/promises';
import type { ImageRecord, ImageRecordRepository } from '@image-pipeline/image-records';
import { ImageFailure } from '../errors.ts';
import type { DeadLetter } from '@image-pipeline/pipeline-operations';
import type { DeadLetters } from './dead-letters.ts';

/** What is waited for, and where it will show. */
export interface RecordWait {
  readonly records: Pick<ImageRecordRepository, 'get'>;
  /** Left out where dead letters must stay in their queue. */
  readonly deadLetters?: DeadLetters;
  readonly imageId: string;
  /** How long to wait at most, in ms. Default five minutes. */
  readonly timeoutMs?: number;
  readonly signal: AbortSignal;
}

/** How the pipeline ended with an image. */
export type Ending =
  | { readonly kind: 'record'; readonly record: ImageRecord }
  | { readonly kind: 'dead-letter'; readonly deadLetter: DeadLetter };

/**
 * Longer than the pipeline can take for one image: three attempts at the function's time-out of 60 s, the pauses
 * between them, and its turn among the images that are in flight at the same time.
 */
const defaultTimeoutMs = 5 * 60_000;

/** Quick at first, for one small photo takes a tenth of a second; then no more often than a person notices. */
const firstPauseMs = 25;
const longestPauseMs = 250;

/**
 * Waits until the image has a record, of whatever status, or a dead letter.
 * @throws ImageFailure no-record when neither has come in time; an AbortError or its reason once the signal is aborted
 */
export const waitForRecord = async ({
  records,
  deadLetters,
  imageId,
  timeoutMs = defaultTimeoutMs,
  signal,
}: RecordWait): Promise<Ending> => {
  const giveUpAt = performance.now() + timeoutMs;
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 1.5, longestPauseMs)) {
    signal.throwIfAborted();
    const record = await records.get(imageId);
    if (record !== undefined) return { kind: 'record', record };
    const deadLetter = await deadLetters?.find(imageId);
    if (deadLetter !== undefined) return { kind: 'dead-letter', deadLetter };
    if (performance.now() > giveUpAt) throw noRecord(imageId, timeoutMs);
    await sleep(pauseMs, undefined, { signal });
  }
};

const noRecord = (imageId: string, timeoutMs: number): ImageFailure =>
  new ImageFailure({
    code: 'no-record',
    problem: `There was neither a record nor a dead letter after ${timeoutMs / 1_000} s.`,
    remedy: 'Run again with --verbose to see what the function logs.',
    context: { imageId, timeoutMs },
  });
