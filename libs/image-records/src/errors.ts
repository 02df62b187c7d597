import { PipelineError, shown } from '@image-pipeline/errors';

/** Every code an error of this package can carry. Stable; messages may change, codes do not. */
export type ImageRecordsErrorCode =
  'invalid-argument' | 'invalid-cursor' | 'invalid-record' | 'record-too-large' | 'corrupt-record';

/**
 * Everything this package throws on purpose is one of these. What DynamoDB or the network answers (throttling,
 * missing table, denied) passes through as the SDK threw it.
 */
export abstract class ImageRecordsError<
  Code extends ImageRecordsErrorCode = ImageRecordsErrorCode,
  Context extends object = object,
> extends PipelineError<Code, Context> {}

/** A function or the repository was given something it cannot work with. */
export class InvalidArgumentError extends ImageRecordsError<
  'invalid-argument',
  { readonly argument: string; readonly expected: string; readonly received: string }
> {
  override readonly name = 'InvalidArgumentError';

  constructor(argument: string, expected: string, value: unknown) {
    const received = shown(value);
    super({
      code: 'invalid-argument',
      problem: `${argument} is ${received}.`,
      remedy: `Expected ${expected}.`,
      context: { argument, expected, received },
    });
  }
}

/** The cursor is none that `list` gives out. */
export class InvalidCursorError extends ImageRecordsError<'invalid-cursor', { readonly cursor: string }> {
  override readonly name = 'InvalidCursorError';

  constructor(given: unknown) {
    const cursor = shown(given);
    super({
      code: 'invalid-cursor',
      problem: `The cursor ${cursor} was not given out by list().`,
      remedy: 'Pass the cursor of the page before unchanged, or none to start from the newest record.',
      context: { cursor },
    });
  }
}

/** One thing that is wrong with a record. */
export interface RecordIssue {
  /** Where, such as `variants.0.key`; empty when it is the record as a whole. */
  readonly path: string;
  /** What is expected there and what was found, shortened. */
  readonly problem: string;
}

/** A record with something wrong. */
interface RefusedRecord {
  readonly imageId: string;
  readonly issues: readonly RecordIssue[];
}

/** A record was to be committed that could not be read back. Nothing was sent. */
export class InvalidRecordError extends ImageRecordsError<'invalid-record', RefusedRecord> {
  override readonly name = 'InvalidRecordError';

  constructor(imageId: unknown, issues: readonly RecordIssue[]) {
    super({
      code: 'invalid-record',
      problem: `The record of image ${shown(imageId)} cannot be stored: ${told(issues)}.`,
      remedy: 'Nothing was written; correct the record.',
      context: { imageId: shown(imageId), issues },
    });
  }
}

/** A record is larger than a DynamoDB item can be. Nothing was sent. */
export class RecordTooLargeError extends ImageRecordsError<
  'record-too-large',
  { readonly imageId: string; readonly bytes: number; readonly limit: number }
> {
  override readonly name = 'RecordTooLargeError';

  constructor(context: RecordTooLargeError['context']) {
    super({
      code: 'record-too-large',
      problem: `The record of image ${context.imageId} takes ${context.bytes} bytes, an item holds ${context.limit}.`,
      remedy: 'Nothing was written; store fewer EXIF tags or variants.',
      context,
    });
  }
}

/** An item of the table is no image record: something else wrote it, or changed it. */
export class CorruptRecordError extends ImageRecordsError<'corrupt-record', RefusedRecord> {
  override readonly name = 'CorruptRecordError';

  constructor(imageId: string, issues: readonly RecordIssue[], { cause }: ErrorOptions = {}) {
    super({
      code: 'corrupt-record',
      problem: `The stored record of image ${imageId} cannot be read: ${told(issues)}.`,
      remedy: 'Repair the item, or delete it and process the source image again.',
      context: { imageId, issues },
      cause,
    });
  }
}

/** What stays readable in a log line; the first issues name the cause. */
const maxIssuesTold = 5;

const told = (issues: readonly RecordIssue[]) =>
  issues
    .slice(0, maxIssuesTold)
    .map(({ path, problem }) => (path === '' ? problem : `${path}: ${problem}`))
    .join('; ');
