import sharp from 'sharp';
import { constants, deflateRawSync } from 'node:zlib';
import { jpegThatClaims, pngChunk, pngThatClaims } from './files.ts';
import { heicFiles } from './heic-files.ts';
import { encoders, photo, plain } from './images.ts';
import { svg } from './svg-files.ts';

/** Files that cost a careless reader seconds or gigabytes before it knows that it does not want them. */
export const bombs: Readonly<Record<string, () => Buffer | Promise<Buffer>>> = {
  'PNG that claims 64,000 x 64,000': () => pngThatClaims(64_000, 64_000),
  'JPEG that claims 65,500 x 65,500': async () => jpegThatClaims(await jpeg(), 65_500, 65_500),
  'AVIF that claims 60,000 x 60,000': async () => heifThatClaims(await encoders.avif(photo(64, 48)), 60_000),
  'HEIC that claims 60,000 x 60,000': () => heifThatClaims(heicFiles.upright, 60_000),
  'SVG of 1,000,000 x 1,000,000': () => svg('width="1000000" height="1000000"'),
  'SVG of ten billion entities': () => svgOfEntities(),
  'TIFF that claims 1,000,000 x 1,000,000': () => tiffOf(1, 1_000_000),
  'BigTIFF that claims 1,000,000 x 1,000,000': () => bigTiff(1_000_000),
  'TIFF of 900 pages of 10,000 x 10,000': () => tiffOf(900, 10_000),
  'TIFF of 60,000 pages': () => tiffOf(60_000, 1),
  'TIFF that repeats a megabyte a thousand times': () => tiffOf(1, 1, 1000),
  'GIF of one frame of 65,535 x 65,535': () => gifOf(1, 65_535),
  'GIF of 100,000 frames': () => gifOf(100_000, 1),
  'GIF of 6,000,000 frames': () => gifOf(6_000_000, 1),
  'GIF of 40,000,000 blocks': () => gifOf(1, 1, 40_000_000),
  'WebP of 900 frames of 16,383 x 16,383': () => webpOf(900, 16_383),
  'WebP of 100,000 frames': () => webpOf(100_000, 1),
  'WebP of 8,000,000 empty chunks': () => webpOf(1, 1, Buffer.alloc(64_000_000, 'JUNK\0\0\0\0')),
  'WebP with 90 MB of EXIF': () => webpOf(1, 1, webpChunk('EXIF', Buffer.alloc(90_000_000))),
  'PNG whose text unpacks to a gigabyte': () => pngWithText(1, 1024),
  'PNG of 900 texts that unpack to 7 MB': () => pngWithText(900, 7),
  'PNG of 2,000,000 texts': async () =>
    pngWith(await png(), Buffer.concat(Array<Buffer>(2_000_000).fill(pngChunk('tEXt', Buffer.from('a\0b'))))),
  'JPEG with 90 MB of EXIF': () => jpegOf(1400, 0xe1, 'Exif\0\0MM\0*\0\0\0\x08'),
  'JPEG with 90 MB of XMP': () => jpegOf(1400, 0xe1, 'http://ns.adobe.com/xap/1.0/\0'),
  'JPEG with 90 MB of ICC profile': () => jpegOf(1400, 0xe2, 'ICC_PROFILE\0\x01\x01'),
  'JPEG with 16 MB of ICC profile': () => jpegOf(250, 0xe2, 'ICC_PROFILE\0\x01\x01'),
  'JPEG with 90 MB between its segments': async () =>
    jpegWith(await jpeg(), Buffer.alloc(90_000_000), afterFirstSegment),
  'JPEG with 90 MB of fill bytes': async () => jpegWith(await jpeg(), Buffer.alloc(90_000_000, 0xff)),
};

const jpeg = (): Promise<Buffer> => encoders.jpeg(plain(16, 16));
const png = (): Promise<Buffer> => encoders.png(plain(9, 9));

const uint16 = (...values: readonly number[]): Buffer => Buffer.from(Uint16Array.from(values).buffer);
const uint32 = (...values: readonly number[]): Buffer => Buffer.from(Uint32Array.from(values).buffer);

/** Behind the start of the image and JFIF's segment. */
const afterFirstSegment = 20;

function jpegWith(original: Buffer, inserted: Buffer, at = 2): Buffer {
  return Buffer.concat([original.subarray(0, at), inserted, original.subarray(at)]);
}

async function jpegOf(segments: number, marker: number, start: string): Promise<Buffer> {
  const data = Buffer.concat([Buffer.from(start, 'latin1'), Buffer.alloc(65_000, ' ')]);
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(data.length + 2, 2);
  const segment = Buffer.concat([head, data]);
  return jpegWith(await jpeg(), Buffer.concat(Array<Buffer>(segments).fill(segment)));
}

const pngWith = (original: Buffer, inserted: Buffer): Buffer =>
  Buffer.concat([original.subarray(0, 33), inserted, original.subarray(33)]);

async function pngWithText(chunks: number, megabytes: number): Promise<Buffer> {
  const chunk = pngChunk('zTXt', Buffer.concat([Buffer.from('Comment\0\0'), zeros(megabytes)]));
  return pngWith(await png(), Buffer.concat(Array<Buffer>(chunks).fill(chunk)));
}

/** RFC 1950, as if all had been packed at once: a flushed piece does not look back and can be repeated. */
function zeros(megabytes: number): Buffer {
  const bytes = 1024 * 1024;
  const piece = deflateRawSync(Buffer.alloc(bytes), { finishFlush: constants.Z_FULL_FLUSH });
  const checksum = Buffer.alloc(4);
  checksum.writeUInt16BE((megabytes * bytes) % 65_521, 0);
  checksum.writeUInt16BE(1, 2);
  const end = deflateRawSync(Buffer.alloc(0));
  return Buffer.concat([Buffer.of(0x78, 0x9c), ...Array<Buffer>(megabytes).fill(piece), end, checksum]);
}

/** Every image of the file says that it is so large. */
function heifThatClaims(heif: Buffer, side: number): Buffer {
  const forged = Buffer.from(heif);
  for (let at = forged.indexOf('ispe'); at >= 0; at = forged.indexOf('ispe', at + 4)) {
    forged.writeUInt32BE(side, at + 8);
    forged.writeUInt32BE(side, at + 12);
  }
  return forged;
}

function svgOfEntities(): Buffer {
  const entities = Array.from({ length: 10 }, (_, n) => `<!ENTITY e${n + 1} "${`&e${n};`.repeat(10)}">`);
  const document = svg('width="10" height="10"', '<text>&e10;</text>');
  return Buffer.concat([Buffer.from(`<!DOCTYPE svg [<!ENTITY e0 "a">${entities.join('')}]>`), document]);
}

/** TIFF 6.0, section 4, a grey picture on each page. `repeated` tags of the first have the same megabyte. */
function tiffOf(pages: number, side: number, repeated = 0): Buffer {
  const headBytes = 16;
  const tagBytes = 12;
  const ownTags = 9;
  const pageBytes = 2 + (ownTags + repeated) * tagBytes + 4;
  const directories = Array.from({ length: pages }, (_, page) => {
    const next = page + 1 < pages ? headBytes + (page + 1) * pageBytes : 0;
    const more = Array.from({ length: repeated }, (_, n) => tag(40_000 + n, 1, 1024 * 1024, headBytes));
    return Buffer.concat([uint16(ownTags + repeated), ...pictureTags(side), ...more, uint32(next)]);
  });
  const values = repeated > 0 ? [Buffer.alloc(1024 * 1024)] : [];
  const head = Buffer.concat([Buffer.from('II*\0'), uint32(headBytes, 0, 0)]);
  return Buffer.concat([head, ...directories, ...values]);
}

const tag = (...[number, type, count, value]: readonly [number, number, number, number]): Buffer =>
  Buffer.concat([uint16(number, type), uint32(count, value)]);

const pictureTags = (side: number): readonly Buffer[] => pictureValues(side).map((values) => tag(...values));

const pictureValues = (side: number) =>
  [
    [256, 4, 1, side],
    [257, 4, 1, side],
    [258, 3, 1, 8],
    [259, 3, 1, 1],
    [262, 3, 1, 1],
    [273, 4, 1, 8],
    [277, 3, 1, 1],
    [278, 4, 1, side],
    [279, 4, 1, 1],
  ] as const;

function bigTiff(side: number): Buffer {
  const tags = pictureValues(side).map(([number, type, count, value]) =>
    Buffer.concat([uint16(number, type), uint32(count, 0, value, 0)]),
  );
  const head = Buffer.concat([Buffer.from('II+\0'), uint16(8, 0), uint32(16, 0)]);
  return Buffer.concat([head, uint32(tags.length, 0), ...tags, uint32(0, 0)]);
}

/** GIF89a: frames as large as the screen, with as good as no pixels, and the first of so many blocks. */
function gifOf(frames: number, side: number, blocks = 0): Buffer {
  const screen = Buffer.concat([
    Buffer.from('GIF89a'),
    uint16(side, side),
    Buffer.of(0x80, 0, 0, 0, 0, 0, 9, 9, 9),
  ]);
  const frame = Buffer.concat([Buffer.of(0x2c), uint16(0, 0, side, side), Buffer.of(0, 2, 2, 0x44, 1, 0)]);
  const comment =
    blocks > 0 ? Buffer.concat([Buffer.of(0x21, 0xfe), Buffer.alloc(blocks * 2, 1), Buffer.of(0)]) : [];
  return Buffer.concat([
    screen,
    Buffer.from(comment),
    Buffer.alloc(frame.length * frames, frame),
    Buffer.of(0x3b),
  ]);
}

/** RFC 9649: a canvas, frames of one pixel, and chunks of other kinds behind them. */
async function webpOf(frames: number, side: number, others = Buffer.alloc(0)): Promise<Buffer> {
  const one = await sharp({ create: { width: 1, height: 1, channels: 3, background: 'red' } })
    .webp({ lossless: true })
    .toBuffer();
  const pixels = one.subarray(12);
  const frame = webpChunk('ANMF', Buffer.concat([Buffer.alloc(16), pixels]));
  const canvas = Buffer.concat([uint32(0x02), uint24(side - 1), uint24(side - 1)]);
  const body = Buffer.concat([
    Buffer.from('WEBP'),
    webpChunk('VP8X', canvas),
    webpChunk('ANIM', Buffer.alloc(6)),
    Buffer.alloc(frame.length * frames, frame),
    others,
  ]);
  return Buffer.concat([Buffer.from('RIFF'), uint32(body.length), body]);
}

const uint24 = (value: number): Buffer => uint32(value).subarray(0, 3);

const webpChunk = (type: string, data: Buffer): Buffer =>
  Buffer.concat([Buffer.from(type), uint32(data.length), data, Buffer.alloc(data.length % 2)]);
