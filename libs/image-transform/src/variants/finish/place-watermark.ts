import { aligned, type Box } from '../../geometry/placement.ts';
import { shrinkBy, type Size } from '../../geometry/size.ts';
import { shares } from '../../recipes/fits/crop-position.ts';
import { watermarkDefaults, type Watermark } from '../../recipes/watermark-option.ts';

/**
 * Where a watermark lies on a variant, and how large.
 * @param mark its own size, in pixels
 * @param variant the finished variant's, in pixels
 * @returns undefined where no pixel of it would fit between the margins
 */
export const placeWatermark = (mark: Size, variant: Size, watermark: Watermark): Box | undefined => {
  const { gravity, width, margin } = { ...watermarkDefaults, ...watermark };
  const edge = Math.round(Math.min(variant.width, variant.height) * margin);
  const room = { width: variant.width - 2 * edge, height: variant.height - 2 * edge };
  const wide = Math.min(room.width, Math.round(variant.width * width));
  if (wide < 1 || room.height < 1) return undefined;
  const size = shrinkBy(mark, Math.max(1, mark.width / wide, mark.height / room.height));
  const { left, top } = aligned(size, room, shares[gravity]);
  return { ...size, left: left + edge, top: top + edge };
};
