export {
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
export { compareSequencers, normaliseSequencer } from './event-order/sequencer.ts';
export { decodeEventKey } from './identity/decode-event-key.ts';
export { imageIdOf } from './identity/image-id.ts';
export { tombstoneExpiry } from './record/tombstone-lifetime.ts';
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
export { recordTable } from './table.ts';
export { variantKey, type VariantKeyParts } from './identity/variant-key.ts';
