import {
  isRenderingOf,
  type ImageRecord,
  type ReadyRecord,
  type RenderingInput,
} from '@image-pipeline/image-records';
import type { Pipeline } from './pipeline.ts';
import { addressesOf } from './place-variants.ts';
import { renderingOf, type StoredRendering } from './records.ts';

/** A rendering that is there already, and the record it belongs to as yet. */
export interface KeptRendering {
  readonly of: ReadyRecord;
  readonly rendering: StoredRendering;
}

/**
 * What the record that stands has of the very bytes that were uploaded again, rendered by the same recipes: an import
 * that is run once more costs a read, and addresses stay as they are.
 *
 * Whoever uses it must commit over that record and no other: its variants are there for as long as it stands.
 */
export const keptRendering = async (
  { settings, variants: store }: Pick<Pipeline, 'settings' | 'variants'>,
  standing: ImageRecord | undefined,
  input: RenderingInput,
): Promise<KeptRendering | undefined> => {
  if (standing?.status !== 'ready' || !isRenderingOf(standing.revision, input)) return undefined;
  const rendering = renderingOf(standing);
  const variants = rendering.variants.map((variant) => ({
    ...variant,
    ...addressesOf(settings, variant.key),
  }));
  const isElsewhere = variants.some(({ s3Url }, index) => s3Url !== standing.variants[index]?.s3Url);
  if (isElsewhere) return undefined;
  // Somebody may have removed them behind our back: then this is how they come back.
  const stored = new Set(await store.keysOf(standing.imageId));
  if (!variants.every(({ key }) => stored.has(key))) return undefined;
  return { of: standing, rendering: { ...rendering, variants } };
};
