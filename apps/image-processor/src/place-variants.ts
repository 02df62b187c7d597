import { variantKey, type ReadyRecord } from '@image-pipeline/image-records';
import type { Rendering } from '@image-pipeline/image-transform';
import type { Settings } from './settings.ts';
import type { StoredVariant } from './variant-store.ts';

/** A variant as it is stored, beside the entry that the record will hold for it. */
export interface PlacedVariant {
  readonly stored: StoredVariant;
  readonly entry: ReadyRecord['variants'][number];
}

type Places = Pick<Settings, 'processedBucket' | 'cdnBaseUrl'>;

/** Gives every rendered variant its key below the image's revision, and the addresses that follow from it. */
export const placeVariants = (
  places: Places,
  imageId: string,
  revision: string,
  { variants }: Rendering,
): readonly PlacedVariant[] =>
  variants.map(({ name, format, contentType, extension, width, height, frames, data }) => {
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
        ...addressesOf(places, key),
      },
    };
  });

/** Where a variant is, now that the bucket and the CDN have these names. */
export const addressesOf = ({ processedBucket, cdnBaseUrl }: Places, key: string) => ({
  key,
  s3Url: `s3://${processedBucket}/${key}`,
  cdnUrl: `${cdnBaseUrl}/${key}`,
});
