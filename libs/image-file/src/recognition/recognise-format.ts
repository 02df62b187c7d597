import { svgRootOf } from '../svg/svg-text.ts';
import { recogniseIso } from './recognise-iso.ts';
import { recogniseNetpbm } from './recognise-netpbm.ts';
import type { Recognised } from '../source-format.ts';

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
  signature({ unsupported: 'camera raw: RW2' }, [0, 'IIU\0']),
  signature({ unsupported: 'camera raw: ORF' }, [0, 'IIRO']),
  signature({ unsupported: 'camera raw: ORF' }, [0, 'IIRS']),
  signature({ unsupported: 'camera raw: ORF' }, [0, 'MMOR']),
  signature({ unsupported: 'camera raw: RAF' }, [0, 'FUJIFILMCCD-RAW']),
  signature({ unsupported: 'camera raw: MRW' }, [0, '\0MRM']),
  signature({ unsupported: 'camera raw: X3F' }, [0, 'FOVb']),
  signature({ unsupported: 'camera raw: CRW' }, [6, 'HEAPCCDR']),
  signature({ unsupported: 'JPEG XR' }, [0, 'II\xbc\x01']),
  signature({ unsupported: 'AVI video' }, [0, 'RIFF'], [8, 'AVI ']),
  signature({ unsupported: 'Matroska or WebM video' }, [0, '\x1aE\xdf\xa3']),
  signature({ unsupported: 'MPEG video' }, [0, '\0\0\x01\xba']),
];

/** Enough for every signature. */
const headBytes = 64;

/** What the bytes are, by their signature; undefined when they are nothing known. */
export const recogniseFormat = (bytes: Uint8Array): Recognised | undefined => {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const head = file.toString('latin1', 0, headBytes);
  const known = signatures.find(({ parts }) =>
    parts.every(([offset, text]) => head.startsWith(text, offset)),
  );
  return known?.is ?? recogniseIso(file) ?? recogniseNetpbm(head) ?? recogniseSvg(bytes);
};

/** XML has no signature: only its root tells what it is. */
const recogniseSvg = (bytes: Uint8Array): Recognised | undefined => svgRootOf(bytes) && { supported: 'svg' };
