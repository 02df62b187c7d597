/** What an image says about itself, read without decoding a pixel. */
import { ImageTransformError, LimitError } from '../errors.ts';
import { defaultLimits, parseLimits, type RenderLimits } from '../limits/render-limits.ts';
import { openImage } from './open-image.ts';
import type { ImageHeader, MetadataBlocks, Orientation } from './opened-image.ts';
import { ImageRejectedError, rejectionCodes, type RejectionCode } from './rejection.ts';
import type { SourceFormat } from './source-format.ts';

export { defaultLimits, ImageRejectedError, ImageTransformError, LimitError, rejectionCodes };
export type { ImageHeader, MetadataBlocks, Orientation, RejectionCode, RenderLimits, SourceFormat };

/**
 * Reads what an image is and how large, judging by its bytes alone.
 * @param limits those left out take their default; time is not limited here, a header takes milliseconds
 * @throws ImageRejectedError when this is no image that can be rendered within the limits
 * @throws LimitError when a limit is not known or no positive whole number
 */
export const readHeader = async (
  bytes: Uint8Array,
  limits: Partial<RenderLimits> = {},
): Promise<ImageHeader> => {
  const { header } = await openImage(bytes, parseLimits(limits));
  return header;
};
