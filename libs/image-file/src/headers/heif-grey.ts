import type { Box } from '../containers/iso-boxes.ts';

/** Reads what a picture says of itself or else its first tile. */
type ToldFor = <Told>(read: (properties: readonly Box[]) => Told | undefined) => Told | undefined;

/**
 * Whether a picture has one channel of video's range (ITU-T H.273, section 8.3). libheif makes three alike of it and
 * leaves their range: black and white come out as two greys.
 */
export const isLimitedGrey = (toldFor: ToldFor): boolean =>
  toldFor(isMonochrome) === true && toldFor(isFullRange) === false;

/** `av1C`: AV1-ISOBMFF 1.2, section 2.3.3. `hvcC`: ISO/IEC 14496-15, section 8.3.3.1, where 0 is monochrome. */
const isMonochrome = (properties: readonly Box[]): boolean | undefined => {
  for (const { type, content } of properties) {
    if (type === 'av1C') return ((content[2] ?? 0) & 0x10) !== 0;
    if (type === 'hvcC') return ((content[16] ?? 1) & 3) === 0;
  }
  return undefined;
};

/** The top bit of the byte behind primaries, transfer and matrix: ISO/IEC 14496-12, section 12.1.5. */
const isFullRange = (properties: readonly Box[]): boolean | undefined => {
  for (const { type, content } of properties) {
    if (type === 'colr' && content.length >= 11 && content.toString('latin1', 0, 4) === 'nclx')
      return ((content[10] ?? 0) & 0x80) !== 0;
  }
  return undefined;
};
