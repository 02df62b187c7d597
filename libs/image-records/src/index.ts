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
export { deadVariantKeys } from './event-order/dead-variants.ts';
export { isNewer, type PlaceInOrder } from './event-order/record-order.ts';
export { compareSequencers, normaliseSequencer } from './event-order/sequencer.ts';
export { decodeEventKey } from './identity/decode-event-key.ts';
export { imageIdOf, imageIdPattern } from './identity/image-id.ts';
export {
  contentOf,
  isRenderingOf,
  parseRevision,
  revisionName,
  type RenderingInput,
  type Revision,
} from './event-order/revision.ts';
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
export type {
  CommitOptions,
  CommitResult,
  ImageRecordRepository,
  ListOptions,
  RecordPage,
} from './repository.ts';
export type { RepositoryOptions } from './repository-options.ts';
export { recordTable } from './table.ts';
export { parseVariantKey, variantKey, variantPrefix, type VariantKeyParts } from './identity/variant-key.ts';
