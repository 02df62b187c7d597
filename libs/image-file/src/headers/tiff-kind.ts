import type { TiffDirectory } from '../containers/tiff-directories.ts';
import { compressions, unreadCompression } from './tiff-compressions.ts';
import { photometrics, tiffTags } from './tiff-tags.ts';
import { unreadTiles } from './tiff-tiles.ts';

/** What decides whether libvips renders a page right, with the defaults of TIFF 6.0. */
interface Kind {
  readonly photometric: number;
  readonly compression: number;
  readonly bits: number;
  readonly samples: number;
  readonly inPlanes: boolean;
  readonly inTiles: boolean;
  /** An alpha or other channels beside the colours. */
  readonly extras: number;
}

/** Bits a sample that libvips renders right, and channels of a picture without alpha. */
const rendered: Readonly<Record<number, { readonly bits: readonly number[]; readonly channels: number }>> = {
  [photometrics.whiteIsZero]: { bits: [1, 2, 4, 8, 16], channels: 1 },
  [photometrics.blackIsZero]: { bits: [1, 2, 4, 8, 16], channels: 1 },
  [photometrics.rgb]: { bits: [8, 16], channels: 3 },
  [photometrics.palette]: { bits: [1, 2, 4, 8, 16], channels: 1 },
  [photometrics.inks]: { bits: [8, 16], channels: 4 },
  [photometrics.ycbcr]: { bits: [8], channels: 3 },
  [photometrics.lab]: { bits: [16], channels: 3 },
};

/** Pictures that libvips does not render or renders wrong, whatever their samples. */
const unrendered: Readonly<Record<number, string>> = {
  [photometrics.mask]: 'a transparency mask',
  [photometrics.iccLab]: 'ICC L*a*b*',
  [photometrics.ituLab]: 'ITU L*a*b*',
  [photometrics.logL]: 'LogL',
};

const sampleFormats: Readonly<Record<number, string>> = {
  2: 'signed',
  3: 'floating-point',
  5: 'complex',
  6: 'complex',
};

/**
 * What kind of TIFF a page is, if it is one that libvips refuses, or would show black, white, in stripes or in false
 * colours: tried with libvips 8.18 and its libtiff 4.7, one kind at a time.
 * @returns a name for people, or undefined for what libvips renders right, and for a page that does not say what it is
 */
export const unreadKind = (page: TiffDirectory): string | undefined => {
  const kind = kindOf(page);
  if (kind === undefined) return undefined;
  const compression = unreadCompression(kind.compression);
  if (compression !== undefined) return `TIFF compressed with ${compression}`;
  const { photometric } = kind;
  if (photometric === photometrics.logLuv) return unreadLogLuv(kind);
  const table = rendered[photometric];
  if (table === undefined) return `TIFF of ${unrendered[photometric] ?? `colours of kind ${photometric}`}`;
  return (
    unreadSamples(page, kind, table.bits) ??
    unreadColours(page, kind) ??
    unreadPlanes(kind) ??
    unreadTiles(page, kind) ??
    (kind.samples < table.channels || kind.extras > 1 ? `A picture of ${kind.samples} channels` : undefined)
  );
};

/** What a page's samples mean has to be said (TIFF 6.0, section 8): without it, decoders refuse the page. */
const kindOf = (page: TiffDirectory): Kind | undefined => {
  const photometric = page.number(tiffTags.photometric);
  if (photometric === undefined) return undefined;
  const samples = page.number(tiffTags.samples) ?? 1;
  return {
    photometric,
    samples,
    compression: page.number(tiffTags.compression) ?? compressions.none,
    bits: page.number(tiffTags.bits) ?? 1,
    inPlanes: page.number(tiffTags.planes) === 2,
    inTiles: page.number(tiffTags.tileWidth) !== undefined,
    extras: samples - (rendered[photometric]?.channels ?? samples),
  };
};

/** Colours and light of LogLuv: libtiff decodes its own coding of them alone. */
const unreadLogLuv = ({ compression }: Kind): string | undefined =>
  compression === compressions.logLuv || compression === compressions.logLuv24
    ? undefined
    : 'TIFF of LogLuv in the open';

const unreadSamples = (
  page: TiffDirectory,
  { bits, extras, photometric }: Kind,
  known: readonly number[],
): string | undefined => {
  for (const other of firstOf(page.numbers(tiffTags.bits))) {
    if (other !== bits) return `TIFF of ${bits} and ${other} bits a sample`;
  }
  for (const format of firstOf(page.numbers(tiffTags.sampleFormat))) {
    const name = sampleFormats[format];
    if (name !== undefined) return `TIFF of ${name} samples of ${bits} bits`;
  }
  if (!known.includes(bits)) {
    return `TIFF of ${bits} bits a sample${photometric === photometrics.lab ? ' of L*a*b*' : ''}`;
  }
  return bits < 8 && extras > 0 ? `TIFF of ${bits} bits a sample with alpha` : undefined;
};

/** More samples than any picture here has are refused by their number. */
function* firstOf(numbers: Iterable<number>): Generator<number> {
  let count = 0;
  for (const number of numbers) {
    if (++count > 8) return;
    yield number;
  }
}

const unreadColours = (page: TiffDirectory, kind: Kind): string | undefined => {
  const { photometric, compression, samples, extras, bits } = kind;
  if (photometric === photometrics.lab && extras > 0) return 'TIFF of L*a*b* with alpha';
  if (photometric === photometrics.palette && compression === compressions.jpeg) {
    return 'TIFF of a palette compressed with JPEG';
  }
  if (photometric === photometrics.inks) {
    if (samples < 4 || page.number(tiffTags.inkSet) === 2) return 'TIFF of inks that are not CMYK';
    return bits > 8 && extras > 0 ? `TIFF of CMYK of ${bits} bits with alpha` : undefined;
  }
  return photometric === photometrics.ycbcr ? unreadYcbcr(page, kind) : undefined;
};

/** TIFF 6.0, section 21: two of the three samples may be there for every second or fourth pixel alone. */
const unreadYcbcr = (page: TiffDirectory, { compression, inPlanes, inTiles }: Kind): string | undefined => {
  if (inPlanes) return 'TIFF of YCbCr in planes';
  if (compression === compressions.jpeg) return undefined;
  const [across = 2, down = 2] = page.numbers(tiffTags.subsampling);
  // libvips takes such values for RGB.
  if (across === 1 && down === 1) return 'TIFF of YCbCr in full';
  // libtiff loses the last rows.
  if (across === 4 && down === 4) return 'TIFF of YCbCr with a sixteenth of its colours';
  // libtiff expects other numbers of bytes.
  return inTiles && compression === compressions.none ? 'TIFF of tiles of YCbCr in the open' : undefined;
};

/** Each sample of all pixels, then the next (TIFF 6.0, section 8): libvips joins whole bytes of RGB and CMYK alone. */
const unreadPlanes = ({ inPlanes, inTiles, bits, samples, photometric }: Kind): string | undefined => {
  if (!inPlanes) return undefined;
  if (inTiles) return 'TIFF of tiles in planes';
  if (bits < 8) return `TIFF of ${bits} bits a sample in planes`;
  const joined = photometric === photometrics.rgb || photometric === photometrics.inks;
  return samples > 1 && !joined ? 'TIFF of planes that are not RGB or CMYK' : undefined;
};
