import { shown } from './shown.ts';

/** Every code an error of this package can carry. Stable; messages may change, codes do not. */
export type ImageRecordsErrorCode =
  | 'invalid-argument'
  | 'invalid-cursor'
  | 'invalid-record'
  | 'record-too-large'
  | 'corrupt-record'
  | 'commit-unsettled';

/**
 * Everything this package throws on purpose is one of these. What DynamoDB or the network answers (throttling,
 * missing table, denied) passes through as the SDK threw it.
 */
export abstract class ImageRecordsError extends Error {
  abstract readonly code: ImageRecordsErrorCode;
  /** What the message was made from. */
  abstract readonly context: object;
  /** What the reader of the message can do about it. */
  readonly remedy: string;

  constructor(problem: string, remedy: string, options?: ErrorOptions) {
    super(`${problem} ${remedy}`, options);
    this.remedy = remedy;
  }
}

/** A function or the repository was given something it cannot work with. */
export class InvalidArgumentError extends ImageRecordsError {
  override readonly name = 'InvalidArgumentError';
  readonly code = 'invalid-argument';
  readonly context: { readonly argument: string; readonly expected: string; readonly received: string };

  constructor(argument: string, expected: string, value: unknown) {
    const received = shown(value);
    super(`${argument} is ${received}.`, `Expected ${expected}.`);
    this.context = { argument, expected, received };
  }
}

/** The cursor is none that `list` gives out. */
export class InvalidCursorError extends ImageRecordsError {
  override readonly name = 'InvalidCursorError';
  readonly code = 'invalid-cursor';
  readonly context: { readonly cursor: string };

  constructor(cursor: unknown) {
    const received = shown(cursor);
    super(
      `The cursor ${received} was not given out by list().`,
      'Pass the cursor of the page before unchanged, or none to start from the newest record.',
    );
    this.context = { cursor: received };
  }
}

/** One thing that is wrong with a record. */
export interface RecordIssue {
  /** Where, such as `variants.0.key`; empty when it is the record as a whole. */
  readonly path: string;
  /** What is expected there and what was found, shortened. */
  readonly problem: string;
}

/** What stays readable in a log line; the first issues name the cause. */
const maxIssuesTold = 5;

const told = (issues: readonly RecordIssue[]) =>
  issues
    .slice(0, maxIssuesTold)
    .map(({ path, problem }) => (path === '' ? problem : `${path}: ${problem}`))
    .join('; ');

/** A record was to be committed that could not be read back. Nothing was sent. */
export class InvalidRecordError extends ImageRecordsError {
  override readonly name = 'InvalidRecordError';
  readonly code = 'invalid-record';
  readonly context: { readonly imageId: string; readonly issues: readonly RecordIssue[] };

  constructor(imageId: unknown, issues: readonly RecordIssue[]) {
    super(
      `The record of image ${shown(imageId)} cannot be stored: ${told(issues)}.`,
      'Nothing was written; correct the record.',
    );
    this.context = { imageId: shown(imageId), issues };
  }
}

/** A record is larger than a DynamoDB item can be. Nothing was sent. */
export class RecordTooLargeError extends ImageRecordsError {
  override readonly name = 'RecordTooLargeError';
  readonly code = 'record-too-large';
  readonly context: { readonly imageId: string; readonly bytes: number; readonly limit: number };

  constructor(context: RecordTooLargeError['context']) {
    super(
      `The record of image ${context.imageId} takes ${context.bytes} bytes, an item holds ${context.limit}.`,
      'Nothing was written; store fewer EXIF tags or variants.',
    );
    this.context = context;
  }
}

/** An item of the table is no image record: something else wrote it, or changed it. */
export class CorruptRecordError extends ImageRecordsError {
  override readonly name = 'CorruptRecordError';
  readonly code = 'corrupt-record';
  readonly context: { readonly imageId: string; readonly issues: readonly RecordIssue[] };

  constructor(imageId: string, issues: readonly RecordIssue[], options?: ErrorOptions) {
    super(
      `The stored record of image ${imageId} cannot be read: ${told(issues)}.`,
      'Repair the item, or delete it and process the source image again.',
      options,
    );
    this.context = { imageId, issues };
  }
}

/** A commit was refused again and again although no record stood in its way when looked at. */
export class CommitUnsettledError extends ImageRecordsError {
  override readonly name = 'CommitUnsettledError';
  readonly code = 'commit-unsettled';
  readonly context: { readonly imageId: string; readonly attempts: number };

  constructor(imageId: string, attempts: number) {
    super(
      `The record of image ${imageId} was refused ${attempts} times in favour of one that was gone when read.`,
      'Nothing was written; commit again. If it goes on, look for a process that deletes and rewrites the item.',
    );
    this.context = { imageId, attempts };
  }
}
