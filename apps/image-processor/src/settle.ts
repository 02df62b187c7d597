import { ImageRejectedError, readImageFile } from '@image-pipeline/image-file';
import { extractMetadata } from '@image-pipeline/image-metadata';
import { contentOf, imageIdOf, revisionName, type ImageRecord } from '@image-pipeline/image-records';
import { releaseBytes } from '@image-pipeline/image-transform';
import { keptRendering } from './kept-rendering.ts';
import { placeVariants } from './place-variants.ts';
import type { Pipeline } from './pipeline.ts';
import type { Source } from './read-source.ts';
import { deletedRecord, readyRecord, rejectedRecord, storedRendering, type RecordBase } from './records.ts';
import { renderInTime, type Invocation } from './render-in-time.ts';

/** A record to commit, whose variants are stored. */
export interface Settled {
  readonly record: ImageRecord;
  /** Whose variants the record points to: it must be committed over this one, or not at all. */
  readonly over?: ImageRecord;
}

type PresentSource = Extract<Source, { state: 'present' }>;

/**
 * Finds out how an object ends, and stores its variants if it is an image.
 *
 * @param standing the record of an older event, whose variants may do
 * @throws whatever is not the image's fault; nothing is committed then
 */
export const settle = async (
  pipeline: Pipeline,
  base: RecordBase,
  source: Source,
  standing: ImageRecord | undefined,
  invocation: Invocation,
): Promise<Settled> => {
  switch (source.state) {
    case 'gone':
      return { record: deletedRecord(base, pipeline.settings.tombstoneDays) };
    case 'too-large':
      return {
        record: rejectedRecord(base, source, {
          code: 'too-many-bytes',
          message: `The image has ${source.facts.bytes} bytes; at most ${pipeline.settings.limits.maxBytes} are processed.`,
        }),
      };
    case 'present':
      return await render(pipeline, base, source, standing, invocation).catch((error: unknown) => {
        // The same bytes would fail again, so a rejection is an outcome and no error: Lambda must not retry it.
        if (error instanceof ImageRejectedError) return { record: rejectedRecord(base, source, error) };
        throw error;
      });
  }
};

const render = async (
  pipeline: Pipeline,
  base: RecordBase,
  source: PresentSource,
  standing: ImageRecord | undefined,
  invocation: Invocation,
): Promise<Settled> => {
  const { settings, renderer, variants } = pipeline;
  const { locationPolicy: location, limits } = settings;
  const { maxBytes, maxPixels, maxFrames } = limits;
  const file = readImageFile(source.body, { maxBytes, maxPixels, maxFrames });
  const metadata = await extractMetadata(file, { location });
  const input = { fingerprint: renderer.fingerprint, sha256: source.sha256 };
  const kept = await keptRendering(pipeline, standing, input);
  if (kept) {
    releaseBytes(source.body);
    return { record: readyRecord(base, source, metadata, kept.rendering), over: kept.of };
  }
  const rendering = await renderInTime(pipeline, file, metadata.description ?? {}, invocation);
  const revision = revisionName({ ...base, content: contentOf(input) });
  const placed = placeVariants(settings, imageIdOf(source.facts), revision, rendering);
  await variants.put(placed.map(({ stored }) => stored));
  // Only after a success: what was too slow may be read by native code still.
  releaseBytes(source.body);
  const entries = placed.map(({ entry }) => entry);
  return { record: readyRecord(base, source, metadata, storedRendering(revision, rendering, entries)) };
};
