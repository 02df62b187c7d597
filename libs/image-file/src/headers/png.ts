import { pngChunks } from '../containers/png-chunks.ts';
import type { Meter } from '../refusal/meter.ts';
import { exifOrientation } from './exif-orientation.ts';
import { HeaderError, type CodePoints, type Header } from './header.ts';
import { pngProfile } from './png-profile.ts';
import { packetIn, textProfileKind, unpackTextProfile, type TextProfileKind } from './png-texts.ts';

/** Colour types of PNG third edition, section 11.2.1. */
const [grey, colour, palette, greyAlpha, colourAlpha] = [0, 2, 3, 4, 6];

const wanted = new Set(['IHDR', 'PLTE', 'tRNS', 'IDAT', 'eXIf', 'iCCP', 'cICP']);

/**
 * Reads a PNG. EXIF in an `eXIf` chunk behind the pixels, where some editors append it (section 11.3.4.5 allows it
 * anywhere), is found; it does not turn the picture, since decoders do not see it in time. EXIF, IPTC and XMP are also
 * found as the hexadecimal text that ImageMagick and GIMP write; the chunks of the standard come first.
 */
export const readPng = (file: Buffer, meter: Meter): Header => {
  const first: Partial<Record<string, Buffer>> = {};
  const texts: Partial<Record<TextProfileKind, () => Buffer | undefined>> = {};
  let xmp: Buffer | undefined;
  let turning: Buffer | undefined;
  for (const { type, data, behindPixels } of pngChunks(file, meter)) {
    if (behindPixels && type !== 'eXIf' && !type.endsWith('Xt')) continue;
    if (wanted.has(type)) first[type] ??= data;
    if (type === 'eXIf' && !behindPixels) turning ??= data;
    const kind = textProfileKind(type, data);
    // One of a kind is tried, however many there are: a file has room for 100,000 that unpack to the limit each.
    if (kind !== undefined) texts[kind] ??= () => unpackTextProfile(type, data);
    if (!behindPixels) xmp ??= packetIn(type, data);
  }
  const header = first['IHDR'];
  if (header === undefined || header.length < 13 || first['IDAT'] === undefined) {
    throw new HeaderError('PNG: no header or no pixels');
  }
  const colourType = header[9] ?? 0;
  const exif = first['eXIf'] ?? texts.exif?.();
  const iptc = texts.iptc?.();
  xmp ??= texts.xmp?.();
  const icc = first['iCCP'] && pngProfile(first['iCCP'], colourType);
  const codePoints = codePointsIn(first['cICP']);
  return {
    width: header.readUInt32BE(0),
    height: header.readUInt32BE(4),
    orientation: exifOrientation(turning),
    pages: 1,
    hasAlpha: colourType === greyAlpha || colourType === colourAlpha || isTransparency(colourType, first),
    blocks: { ...(exif && { exif }), ...(xmp && { xmp }), ...(iptc && { iptc }), ...(icc && { icc }) },
    ...(codePoints && { codePoints }),
  };
};

/** Section 11.3.1.1: one colour that is clear, or how clear the colours of the palette are. */
const isTransparency = (colourType: number, { tRNS, PLTE }: Partial<Record<string, Buffer>>): boolean => {
  const bytes = tRNS?.length ?? 0;
  if (colourType === palette) return bytes > 0 && bytes * 3 <= (PLTE?.length ?? 0);
  return bytes === (colourType === grey ? 2 : colourType === colour ? 6 : NaN);
};

/**
 * Section 11.3.2.6. The third number has to be 0, for RGB. Samples of the narrow range of video, fourth number 0, are
 * not expanded by decoders: then nothing is said.
 */
const codePointsIn = (cicp: Buffer | undefined): CodePoints | undefined => {
  const [primaries, transfer, matrix, fullRange] = cicp ?? [];
  if (primaries === undefined || transfer === undefined || matrix !== 0 || fullRange !== 1) return undefined;
  return { primaries, transfer };
};
