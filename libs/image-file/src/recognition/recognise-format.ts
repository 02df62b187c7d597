import { svgRootOf } from '../svg/svg-text.ts';
import type { SourceFormat } from './source-format.ts';

/** What bytes can be recognised as. */
export type Recognised =
  | { readonly supported: SourceFormat }
  /** A name for people, of a format that is known and not read. */
  | { readonly unsupported: string };

interface Signature {
  readonly is: Recognised;
  readonly parts: readonly (readonly [offset: number, text: string])[];
}

const signature = (is: Recognised, ...parts: Signature['parts'][number][]): Signature => ({ is, parts });

/** First bytes as Latin-1 text. File names and declared content types are never asked: uploaders choose those. */
const signatures: readonly Signature[] = [
  signature({ unsupported: 'JPEG-LS' }, [0, '\xff\xd8\xff\xf7']),
  signature({ supported: 'jpeg' }, [0, '\xff\xd8\xff']),
  signature({ supported: 'png' }, [0, '\x89PNG\r\n\x1a\n']),
  signature({ supported: 'webp' }, [0, 'RIFF'], [8, 'WEBP']),
  signature({ supported: 'gif' }, [0, 'GIF87a']),
  signature({ supported: 'gif' }, [0, 'GIF89a']),
  signature({ supported: 'tiff' }, [0, 'II*\0']),
  signature({ supported: 'tiff' }, [0, 'MM\0*']),
  signature({ supported: 'tiff' }, [0, 'II+\0']),
  signature({ supported: 'tiff' }, [0, 'MM\0+']),
  signature({ unsupported: 'JPEG XL' }, [0, '\xff\x0a']),
  signature({ unsupported: 'JPEG XL' }, [4, 'JXL \r\n\x87\n']),
  signature({ unsupported: 'JPEG 2000' }, [4, 'jP  \r\n\x87\n']),
  signature({ unsupported: 'JPEG 2000' }, [0, '\xff\x4f\xff\x51']),
  signature({ unsupported: 'BMP' }, [0, 'BM']),
  signature({ unsupported: 'Windows icon' }, [0, '\0\0\x01\0']),
  signature({ unsupported: 'Windows icon' }, [0, '\0\0\x02\0']),
  signature({ unsupported: 'Photoshop' }, [0, '8BPS']),
  signature({ unsupported: 'PDF' }, [0, '%PDF-']),
  signature({ unsupported: 'A gzip archive, such as SVGZ,' }, [0, '\x1f\x8b']),
  signature({ unsupported: 'AVI video' }, [0, 'RIFF'], [8, 'AVI ']),
  signature({ unsupported: 'Matroska or WebM video' }, [0, '\x1aE\xdf\xa3']),
  signature({ unsupported: 'MPEG video' }, [0, '\0\0\x01\xba']),
];

/** Brands of ISO 14496-12 file type boxes; AVIF 1.1 section 6 and ISO 23008-12 annex B list them. */
const avifBrands = new Set(['avif', 'avis']);
const heicBrands = new Set(['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'hevm', 'hevs']);
/** HEIF of any codec. Phones name theirs in a brand beside it. */
const heifBrands = new Set(['mif1', 'msf1', 'mif2']);

/** ISO base media, MPEG-4 and QuickTime: what a phone films. `isom` is in many of them, so it is asked last. */
const videoBrands = new Set(['isom', 'iso2', 'mp41', 'mp42', 'avc1', 'M4V ', 'qt  ', '3gp4', '3gp5', '3gp6']);

/** Enough for every signature and for a file type box with dozens of brands. */
const headBytes = 256;

/** What the bytes are, by their signature; undefined when they are nothing known. */
export const recogniseFormat = (bytes: Uint8Array): Recognised | undefined => {
  const head = Buffer.from(bytes.subarray(0, headBytes)).toString('latin1');
  const known = signatures.find(({ parts }) =>
    parts.every(([offset, text]) => head.startsWith(text, offset)),
  );
  return known?.is ?? recogniseBrand(head) ?? recogniseSvg(bytes);
};

/** XML has no signature: only its root tells what it is. */
const recogniseSvg = (bytes: Uint8Array): Recognised | undefined => svgRootOf(bytes) && { supported: 'svg' };

const recogniseBrand = (head: string): Recognised | undefined => {
  if (!head.startsWith('ftyp', 4)) return undefined;
  const end = Math.min(Buffer.from(head.slice(0, 4), 'latin1').readUInt32BE(), head.length);
  const brands = [head.slice(8, 12)];
  for (let at = 16; at + 4 <= end; at += 4) brands.push(head.slice(at, at + 4));
  if (brands.some((brand) => avifBrands.has(brand))) return { supported: 'avif' };
  if (brands.some((brand) => heicBrands.has(brand))) return { supported: 'heic' };
  if (brands.some((brand) => heifBrands.has(brand))) return { unsupported: 'HEIF that names no codec' };
  if (brands.some((brand) => videoBrands.has(brand))) return { unsupported: 'MP4 or QuickTime video' };
  return undefined;
};
