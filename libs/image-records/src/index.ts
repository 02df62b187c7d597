export {
  CommitUnsettledError,
  CorruptRecordError,
  ImageRecordsError,
  InvalidArgumentError,
  InvalidCursorError,
  InvalidRecordError,
  RecordTooLargeError,
  type ImageRecordsErrorCode,
  type RecordIssue,
} from './errors.ts';
export { createImageRecordRepository } from './dynamodb-repository.ts';
export { imageIdOf } from './identity/image-id.ts';
export type {
  Camera,
  CapturedAt,
  DeletedRecord,
  Description,
  Direction,
  ImageRecord,
  ListedRecord,
  Location,
  ObjectAddress,
  ReadyRecord,
  RejectedRecord,
  Rejection,
  SkippedVariant,
  SourceObject,
  Variant,
} from './record/image-record.ts';
export type { CommitResult, ImageRecordRepository, ListOptions, RecordPage } from './repository.ts';
export type { RepositoryOptions } from './repository-options.ts';
export { compareSequencers, normaliseSequencer } from './identity/sequencer.ts';
export { recordTable } from './table.ts';
export { variantKey, type VariantKeyParts } from './identity/variant-key.ts';
