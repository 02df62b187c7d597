import type { ImageMetadata } from '@image-pipeline/image-metadata';
import {
  imageIdOf,
  tombstoneExpiry,
  type DeletedRecord,
  type ReadyRecord,
  type RejectedRecord,
} from '@image-pipeline/image-records';
import type { Rendering } from '@image-pipeline/image-transform';
import type { ObjectEvent } from './object-events.ts';
import type { SourceFacts } from './source-objects.ts';

/** What every record of one event starts from. */
export interface RecordBase {
  readonly event: ObjectEvent;
  /** Normalised. */
  readonly sequencer: string;
  readonly generation: number;
  readonly startedAt: Date;
}

interface ReadSource {
  readonly facts: SourceFacts;
  readonly sha256?: string;
}

/** What a record holds of a rendering: its variants are stored. */
export type StoredRendering = Pick<ReadyRecord, (typeof ofRendering)[number]>;

const ofRendering = [
  'revision',
  'dominantColor',
  'thumbhash',
  'perceptualHash',
  'hasTransparency',
  'isAnimated',
  'textLeftOut',
  'variants',
  'skippedVariants',
] as const;

/** The rendering that a record points to, for another record of the same bytes. */
export const renderingOf = (record: ReadyRecord): StoredRendering =>
  Object.fromEntries(
    ofRendering.filter((name) => record[name] !== undefined).map((name) => [name, record[name]]),
  ) as unknown as StoredRendering;

/** A rendering whose variants have been stored. */
export const storedRendering = (
  revision: string,
  rendering: Rendering,
  variants: ReadyRecord['variants'],
): StoredRendering => ({
  revision,
  dominantColor: rendering.dominantColor,
  thumbhash: rendering.thumbhash,
  perceptualHash: rendering.perceptualHash,
  hasTransparency: rendering.hasTransparency,
  isAnimated: rendering.isAnimated,
  ...(rendering.textLeftOut && { textLeftOut: true }),
  variants,
  ...(rendering.skipped.length > 0 && { skippedVariants: rendering.skipped }),
});

/** The record of an image whose variants are stored. */
export const readyRecord = (
  base: RecordBase,
  source: ReadSource,
  metadata: ImageMetadata,
  rendering: StoredRendering,
): ReadyRecord => {
  const { contentType, bytes, ...described } = metadata;
  return {
    ...common(base),
    status: 'ready',
    source: { ...sourceOf(source), contentType },
    uploadedAt: source.facts.uploadedAt.toISOString(),
    ...described,
    ...rendering,
  };
};

/** The record of an image that would fail again. */
export const rejectedRecord = (
  base: RecordBase,
  source: ReadSource,
  { code, message }: RejectedRecord['rejection'],
): RejectedRecord => ({
  ...common(base),
  status: 'rejected',
  source: sourceOf(source),
  uploadedAt: source.facts.uploadedAt.toISOString(),
  rejection: { code, message },
});

/** A tombstone: it holds off events of the object's past until none can come any more. */
export const deletedRecord = (base: RecordBase, tombstoneDays: number): DeletedRecord => {
  const { bucket, key } = base.event;
  const deletedAt = new Date();
  return {
    ...common(base),
    status: 'deleted',
    source: { bucket, key },
    deletedAt: deletedAt.toISOString(),
    expiresAt: tombstoneExpiry(deletedAt, tombstoneDays),
  };
};

const common = ({ event, sequencer, generation, startedAt }: RecordBase) => {
  const now = new Date();
  return {
    imageId: imageIdOf(event),
    sequencer,
    generation,
    processedAt: now.toISOString(),
    durationMs: now.getTime() - startedAt.getTime(),
  };
};

const sourceOf = ({ facts, sha256 }: ReadSource) => {
  const { uploadedAt, ...source } = facts;
  return { ...source, ...(sha256 !== undefined && { sha256 }) };
};
