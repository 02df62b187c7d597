import { ImageRejectedError, readImageFile } from '@image-pipeline/image-file';
import { extractMetadata } from '@image-pipeline/image-metadata';
import {
  normaliseSequencer,
  type ImageRecord,
  type ImageRecordRepository,
} from '@image-pipeline/image-records';
import { releaseBytes, type Renderer } from '@image-pipeline/image-transform';
import { commitRecord } from './commit-record.ts';
import type { ObjectEvent } from './object-events.ts';
import { deletedRecord, readyRecord, rejectedRecord, type RecordBase } from './records.ts';
import { renderInTime, type Invocation } from './render-in-time.ts';
import { revisionOf } from './revision.ts';
import type { Settings } from './settings.ts';
import { readSource, type Source } from './read-source.ts';
import type { SourceObjects } from './source-objects.ts';
import type { VariantStore } from './variant-store.ts';
import { placeVariants } from './place-variants.ts';

/** What the use case works with; the composition root decides on the implementations. */
export interface Pipeline {
  readonly settings: Settings;
  /** Made of the settings, once for all images. */
  readonly renderer: Renderer;
  readonly sources: SourceObjects;
  readonly variants: VariantStore;
  readonly records: ImageRecordRepository;
}

/** How one event ended: the record it made, and whether that record was committed or an equal or newer one stood. */
export interface ObjectOutcome {
  readonly record: ImageRecord;
  readonly outcome: 'committed' | 'superseded';
}

type PresentSource = Extract<Source, { state: 'present' }>;

/**
 * Brings variants and record of one key up to the object as it is now.
 *
 * Events come at least once, in any order, and cut off midway. So the object is looked at, not the event's word for
 * it; variants are written before the record that points to them; and the record is committed under a condition, last.
 *
 * @throws whatever S3 or DynamoDB answered when that may pass later; nothing is committed then, and a retry is safe
 * @throws OutOfTimeError when the invocation has too little time left for the image
 */
export const processObject = async (
  pipeline: Pipeline,
  event: ObjectEvent,
  invocation: Invocation,
): Promise<ObjectOutcome> => {
  const base = {
    event,
    sequencer: normaliseSequencer(event.sequencer),
    generation: 0,
    startedAt: new Date(),
  };
  const source = await readSource(pipeline.sources, event, pipeline.settings.limits.maxBytes);
  const record = await settle(pipeline, base, source, invocation);
  const outcome = await commitRecord(pipeline, record);
  return { record, outcome };
};

const settle = async (
  pipeline: Pipeline,
  base: RecordBase,
  source: Source,
  invocation: Invocation,
): Promise<ImageRecord> => {
  switch (source.state) {
    case 'gone':
      return deletedRecord(base, pipeline.settings.tombstoneDays);
    case 'too-large':
      return rejectedRecord(base, source, {
        code: 'too-many-bytes',
        message: `The image has ${source.facts.bytes} bytes; at most ${pipeline.settings.limits.maxBytes} are processed.`,
      });
    case 'present':
      return await renderOrReject(pipeline, base, source, invocation);
  }
};

/** The same bytes would fail again, so a rejection is an outcome and no error: Lambda must not retry it. */
const renderOrReject = async (
  pipeline: Pipeline,
  base: RecordBase,
  source: PresentSource,
  invocation: Invocation,
): Promise<ImageRecord> => {
  try {
    return await render(pipeline, base, source, invocation);
  } catch (error) {
    if (error instanceof ImageRejectedError) return rejectedRecord(base, source, error);
    throw error;
  }
};

const render = async (
  pipeline: Pipeline,
  base: RecordBase,
  source: PresentSource,
  invocation: Invocation,
): Promise<ImageRecord> => {
  const { settings, renderer, variants } = pipeline;
  const { locationPolicy: location, limits } = settings;
  const { maxBytes, maxPixels, maxFrames } = limits;
  const file = readImageFile(source.body, { maxBytes, maxPixels, maxFrames });
  const metadata = await extractMetadata(file, { location });
  const rendering = await renderInTime(pipeline, file, metadata.description ?? {}, invocation);
  const { fingerprint } = renderer;
  const revision = revisionOf({ ...base, fingerprint, sha256: source.sha256 });
  const placed = placeVariants(settings, { source, revision, rendering });
  await variants.put(placed.map(({ stored }) => stored));
  // Only after a success: what was too slow may be read by native code still.
  releaseBytes(source.body);
  return readyRecord(base, source, {
    revision,
    rendering,
    metadata,
    variants: placed.map(({ entry }) => entry),
  });
};
