import type { ImageHeader } from '@image-pipeline/image-file';
import { parseLimits, type RenderLimits } from '../limits/render-limits.ts';
import { openImage } from '../source/open-image.ts';

/** What opening an image tells of it. */
export const readHeader = async (
  bytes: Uint8Array,
  limits: Partial<RenderLimits> = {},
): Promise<ImageHeader> => (await openImage(bytes, parseLimits(limits))).header;
