import type { IsoItem, IsoItems } from '../containers/iso-items.ts';
import { tiffIn } from './exif-orientation.ts';

/**
 * The EXIF of a picture in a HEIF, from its TIFF structure on. Four bytes tell how far behind them that begins
 * (ISO/IEC 23008-12, annex A.2.1): at once, behind `Exif\0\0`, or, as phones of Xiaomi write it, behind the marker and
 * the length of a JPEG's segment as well. Writers that miscount, or leave the four bytes out, have it near the start.
 * @returns undefined when no item has any
 */
export const exifDescribing = (picture: number, heif: IsoItems): Uint8Array | undefined => {
  const item = describing(picture, heif).find(({ type }) => type === 'Exif');
  const data = item && heif.dataOf(item.id);
  if (data === undefined || data.length < offsetBytes) return undefined;
  const told = tiffIn(data.subarray(offsetBytes + data.readUInt32BE(0)));
  return told ?? firstTiffIn(data);
};

/** The XMP packet of a picture in a HEIF: ISO/IEC 23008-12, annex A.3. @returns undefined when no item has one */
export const packetDescribing = (picture: number, heif: IsoItems): Buffer | undefined => {
  const item = describing(picture, heif).find(({ contentType }) => contentType === 'application/rdf+xml');
  return item && heif.dataOf(item.id);
};

/** Items that describe the picture by a `cdsc` reference; behind them those that do not say what they describe. */
const describing = (picture: number, { items, references }: IsoItems): readonly IsoItem[] => {
  const described = Map.groupBy(
    references.filter(({ type }) => type === 'cdsc'),
    ({ from }) => from,
  );
  const ofPicture = items.filter(({ id }) => described.get(id)?.some(({ to }) => to.includes(picture)));
  return [...ofPicture, ...items.filter(({ id }) => !described.has(id))];
};

const offsetBytes = 4;

/** More than any of these prefixes. Further in, the letters of a TIFF structure may be a thumbnail's. */
const maxPrefixBytes = 32;

const firstTiffIn = (data: Buffer): Uint8Array | undefined => {
  for (let at = 0; at < Math.min(maxPrefixBytes, data.length); at++) {
    const tiff = tiffIn(data.subarray(at));
    if (tiff !== undefined) return tiff;
  }
  return undefined;
};
