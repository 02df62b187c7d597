import { imageIdOf, variantKey, type ReadyRecord } from '@image-pipeline/image-records';
import type { Rendering } from '@image-pipeline/image-transform';
import type { Settings } from './settings.ts';
import type { SourceFacts } from './source-objects.ts';
import type { StoredVariant } from './variant-store.ts';

/** A variant as it is stored, beside the entry that the record will hold for it. */
export interface PlacedVariant {
  readonly stored: StoredVariant;
  readonly entry: ReadyRecord['variants'][number];
}

interface RevisionOfSource {
  readonly source: { readonly facts: SourceFacts };
  readonly revision: string;
  readonly rendering: Rendering;
}

/** Gives every rendered variant its key below the image's revision, and the addresses that follow from it. */
export const placeVariants = (
  { processedBucket, cdnBaseUrl }: Pick<Settings, 'processedBucket' | 'cdnBaseUrl'>,
  { source, revision, rendering }: RevisionOfSource,
): readonly PlacedVariant[] => {
  const imageId = imageIdOf(source.facts);
  return rendering.variants.map(({ name, format, contentType, extension, width, height, frames, data }) => {
    const key = variantKey({ imageId, revision, name, extension });
    return {
      stored: { key, contentType, data },
      entry: {
        name,
        format,
        width,
        height,
        ...(frames > 1 && { frames }),
        bytes: data.byteLength,
        key,
        s3Url: `s3://${processedBucket}/${key}`,
        cdnUrl: `${cdnBaseUrl}/${key}`,
      },
    };
  });
};
