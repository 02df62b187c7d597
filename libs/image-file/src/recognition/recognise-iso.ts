import { boxesIn, boxIn } from '../containers/iso-boxes.ts';
import { itemTables, type ItemTables } from '../containers/iso-items.ts';
import type { Recognised } from '../source-format.ts';

/** Coding of a picture item: ISO/IEC 23008-12, annexes B to N; AVIF 1.1, section 2.1; ISO/IEC 23001-17. */
const codings: Readonly<Record<string, Recognised>> = {
  av01: { supported: 'avif' },
  hvc1: { supported: 'heic' },
  avc1: { unsupported: 'HEIF of AVC pictures' },
  j2k1: { unsupported: 'HEIF of JPEG 2000 pictures' },
  jpeg: { unsupported: 'HEIF of JPEG pictures' },
  lhv1: { unsupported: 'HEIF of layered HEVC pictures' },
  mski: { unsupported: 'HEIF of masks' },
  tmap: { unsupported: 'HEIF whose only picture is a tone map' },
  unci: { unsupported: 'HEIF of uncompressed pictures' },
  vvc1: { unsupported: 'HEIF of VVC pictures' },
};

/**
 * One fewer than are walked through, so that more are noticed. libheif's own limit is 1,000, and a phone's picture of 200
 * megapixels has 800 tiles.
 */
export const maxHeifItems = 9999;

/** What libvips allows; without its limits, which go together, it would not limit memory either. */
const maxAvifItems = 256;

/** Pictures that are made of others: ISO/IEC 23008-12, section 6.6.2. */
const derivedTypes = new Set(['grid', 'iden', 'iovl']);

/** A picture of pictures of pictures is the deepest that MIAF allows, and a loop would have no end. */
const maxDerivations = 4;

const anyHeif: Recognised = { unsupported: 'HEIF that names no codec' };

/**
 * Brands of AVIF 1.1, section 6, ISO/IEC 23008-12, annex B, and of what cameras film. They are promises about a file,
 * and any of them may come first: they decide only of a file without pictures.
 */
const namedBrands: readonly (readonly [Recognised, ...brands: string[]])[] = [
  [{ unsupported: 'camera raw: CR3' }, 'crx '],
  [{ supported: 'avif' }, 'avif', 'avis', 'avio', 'MA1A', 'MA1B'],
  [{ supported: 'heic' }, 'heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'hevm', 'hevs'],
  [anyHeif, 'mif1', 'mif2', 'mif3', 'msf1', 'miaf', 'tmap'],
  [
    { unsupported: 'MP4 or QuickTime video' },
    ...['isom', 'iso2', 'mp41', 'mp42', 'avc1', 'M4V ', 'qt  ', '3gp4', '3gp5', '3gp6'],
  ],
];

/**
 * What a file of ISO base media is: by the coding of its primary picture, whatever brand comes first, or by its brands
 * where it has no picture. Undefined when it has no file type box (ISO/IEC 14496-12, section 4.3) or nobody's brand.
 */
export const recogniseIso = (file: Buffer): Recognised | undefined => {
  if (file.toString('latin1', 4, 8) !== 'ftyp') return undefined;
  const tables = itemTables(file);
  const coding = codingOf(tables);
  const items = tables?.items.length ?? 0;
  if (items > maxHeifItems) return { unsupported: `HEIF of more than ${maxHeifItems} items` };
  if (coding === 'av01' && items > maxAvifItems) {
    return { unsupported: `AVIF of more than ${maxAvifItems} items` };
  }
  const coded = codings[coding ?? ''];
  if (coded !== undefined) return coded;
  if (boxIn(file, 'mini')) return { unsupported: 'HEIF of the low-overhead form (mini)' };
  const named = recogniseBrands(file);
  return named && isOfPictures(named) && boxIn(file, 'moov')
    ? { unsupported: 'A HEIF or AVIF sequence without a still picture' }
    : named;
};

const isOfPictures = (named: Recognised): boolean => named === anyHeif || 'supported' in named;

/** The type of the first coded picture that the primary item is, or is made of. */
const codingOf = (tables: ItemTables | undefined): string | undefined => {
  let item = tables?.primary;
  for (let derivations = 0; derivations < maxDerivations; derivations++) {
    const type = tables?.items.find(({ id }) => id === item)?.type;
    if (type === undefined || !derivedTypes.has(type)) return type;
    item = tables?.references.find((reference) => reference.type === 'dimg' && reference.from === item)
      ?.to[0];
  }
  return undefined;
};

/** All brands count alike; the minor version between the first and the others is none. */
const recogniseBrands = (file: Buffer): Recognised | undefined => {
  const listed = fileTypeOf(file);
  const brands = new Set<string>();
  for (let at = 0; at + 4 <= listed.length; at += 4)
    if (at !== 4) brands.add(listed.toString('latin1', at, at + 4));
  return namedBrands.find(([, ...known]) => known.some((brand) => brands.has(brand)))?.[0];
};

/** Dozens of brands take a few hundred bytes. */
const maxFileTypeBytes = 4096;

/** The content of the file type box, or what is there of it. */
const fileTypeOf = (file: Buffer): Buffer => {
  const [first] = boxesIn(file);
  const content = first?.content ?? file.subarray(8, Math.min(file.readUInt32BE(), file.length));
  return content.subarray(0, maxFileTypeBytes);
};
