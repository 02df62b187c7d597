import type { ReadyRecord, RejectedRecord, Variant } from '@image-pipeline/image-records';
import type { SavedVariant } from './fetch-variants.ts';

/** How one file ended. Printed as it is, one JSON value per line, by `imgpipe process --json`. */
export type ImageOutcome = ReadyOutcome | RejectedOutcome | FailedOutcome;

/** The image's record and the file it is of; with `--out`, each variant tells where it was saved. */
export interface ReadyOutcome extends Omit<ReadyRecord, 'variants'> {
  /** The path that was given, or found below a given folder. */
  readonly file: string;
  readonly variants: readonly (Variant | SavedVariant)[];
}

/** The image's record, which says why, and the file it is of. */
export interface RejectedOutcome extends RejectedRecord {
  readonly file: string;
}

/** There is no usable result, and the fault need not lie in the image. */
export interface FailedOutcome {
  readonly file: string;
  readonly status: 'failed';
  readonly failure: {
    /** An error code of this command, or the type of the function's last error. */
    readonly code: string;
    readonly message: string;
    /** What its reader can do about it, where that is known. */
    readonly remedy?: string;
  };
}
