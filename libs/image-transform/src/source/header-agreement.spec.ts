import { openedFile, readImageFile, type ImageFile } from '@image-pipeline/image-file';
import { heicFiles, pngChunk, pngOf, pngWith, pngWithBehind } from '@image-pipeline/image-file/testing';
import sharp, { type Metadata } from 'sharp';
import { seedMakers } from '../../fuzz/seeds.ts';
import { defaultLimits } from '../limits/render-limits.ts';
import { corpus, turned } from '../testing/corpus.ts';
import { animation, encoders, photo } from '../testing/images.ts';
import { inkJpeg, jpegWithRestarts } from '../testing/jpeg-kinds.ts';
import { openImage } from './open-image.ts';

type Makers = Readonly<Record<string, () => Buffer | Promise<Buffer>>>;

const turnable = ['jpeg', 'png', 'webp', 'avif', 'tiff'] as const;
const orientations = [1, 2, 3, 4, 5, 6, 7, 8];

const exifOfTurn = Buffer.from('II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0', 'latin1');

const described = () =>
  photo(40, 30)
    .withExif({ IFD0: { Make: 'Camera maker' } })
    .withXmp('<x:xmpmeta/>');

/** The orientation as a byte or a long, and one of a directory that says it has more entries than there are. */
const oddlyTurned = async (change: (entry: Buffer, count: Buffer) => void): Promise<Buffer> => {
  const jpeg = await turned('jpeg', 6);
  const directory = jpeg.indexOf(Buffer.from('Exif\0\0II*\0\x08\0\0\0', 'latin1')) + 14;
  const entry = jpeg.indexOf(Buffer.of(0x12, 0x01, 3, 0), directory);
  change(jpeg.subarray(entry), jpeg.subarray(directory));
  return jpeg;
};

/** An animation whose screen is said to be so large. */
const gifWithScreen = async (width: number, height: number): Promise<Buffer> => {
  const gif = await encoders.gif(animation(20, 10, 3));
  gif.writeUInt16LE(width, 6);
  gif.writeUInt16LE(height, 8);
  return gif;
};

const files: Makers = {
  'GIF of a screen that is smaller than its first frame': () => gifWithScreen(5, 6),
  'GIF of the screen of the program that wrote it': () => gifWithScreen(640, 480),
  'GIF of no screen': () => gifWithScreen(0, 0),
  'GIF cut off in its last frame': async () => (await gifWithScreen(20, 10)).subarray(0, -4),
  'GIF cut off in front of its last pixels': async () => {
    const gif = await gifWithScreen(20, 10);
    return gif.subarray(0, gif.lastIndexOf(Buffer.of(0x2c, 0, 0, 0, 0, 20, 0, 10, 0)) + 9);
  },
  'PNG turned behind its pixels': async () =>
    pngWithBehind(await encoders.png(photo(40, 30)), pngChunk('eXIf', exifOfTurn)),
  'JPEG turned by a long': () => oddlyTurned((entry) => entry.writeUInt8(4, 2)),
  'JPEG turned by a byte': () => oddlyTurned((entry) => entry.writeUInt8(1, 2)),
  'JPEG turned by text': () => oddlyTurned((entry) => entry.writeUInt8(2, 2)),
  'JPEG turned by too short a directory': () => oddlyTurned((_, count) => count.writeUInt16LE(999)),
  ...corpus,
  ...Object.fromEntries(Object.entries(seedMakers).filter(([name]) => !name.includes('SVG'))),
  ...Object.fromEntries(Object.entries(heicFiles).map(([name, heic]) => [`HEIC ${name}`, () => heic])),
  ...Object.fromEntries(
    turnable.flatMap((format) =>
      orientations.map((orientation) => [
        `turned ${format} ${orientation}`,
        () => turned(format, orientation),
      ]),
    ),
  ),
  ...Object.fromEntries(
    turnable.map((format) => [`described ${format}`, () => encoders[format](described())]),
  ),
  'JPEG of a restart after each block': jpegWithRestarts,
  'JPEG of inks': () => inkJpeg('YCCK', 10, 20, 30, 40),
  'grey PNG with one clear colour': () =>
    pngWith(pngOf(4, 4, { colourType: 0 }), pngChunk('tRNS', Buffer.alloc(2))),
  'PNG with one clear colour': () => pngWith(pngOf(4, 4), pngChunk('tRNS', Buffer.alloc(6))),
  'grey PNG with alpha': () => pngOf(4, 4, { colourType: 4 }),
  'CMYK TIFF': () => encoders.tiff(photo(40, 30).toColourspace('cmyk')),
  'grey TIFF with alpha': () => encoders.tiff(photo(40, 30).greyscale().ensureAlpha(0.5)),
  'GIF with a clear colour': () => encoders.gif(photo(40, 30).ensureAlpha(0)),
};

const read = ({ format, width, height, orientation, pages, hasAlpha, blocks }: ImageFile) => ({
  format,
  width,
  height,
  orientation,
  pages,
  hasAlpha,
  icc: bytesOf(blocks.icc),
  xmp: bytesOf(blocks.xmp),
  // A TIFF is the structure that holds EXIF in all others, and behind the pixels of a PNG libvips looks for none.
  exif:
    format === 'tiff' || blocks.exif === undefined || Buffer.from(blocks.exif).equals(exifOfTurn)
      ? undefined
      : bytesOf(blocks.exif),
});

const asLibvipsSaysIt = (format: string, metadata: Metadata) => {
  const { width, height, orientation = 1, pages = 1, hasAlpha, icc, xmp, exif } = metadata;
  const [across, down] = orientation >= 5 ? [height, width] : [width, height];
  return {
    format: metadata.format === 'heif' ? format : metadata.format,
    width: across,
    height: down,
    orientation,
    pages,
    hasAlpha,
    icc: bytesOf(icc),
    xmp: bytesOf(xmp),
    exif: bytesOf(metadata.format === 'heif' ? structureOf(exif) : exif),
  };
};

/** EXIF's structure: in HEIF an offset tells where it begins, and what stands in front of it is nobody's. */
const structureOf = (exif: Buffer | undefined) =>
  exif?.subarray(exif.toString('latin1').startsWith('Exif\0\0') ? 6 : 0);

const bytesOf = (block: Uint8Array | undefined) => block && Buffer.from(block).toString('base64');

describe('the header that is read without a decoder', () => {
  it.each(Object.entries(files))("is libvips', too: %s", async (_, make) => {
    const bytes = await make();
    const file = readImageFile(bytes);
    expect(read(file)).toEqual(asLibvipsSaysIt(file.format, await sharp(bytes).metadata()));
  });

  it('goes to the renderer as it is', async () => {
    const { bytes, ...header } = openedFile(await files['turned jpeg 6']!());
    expect(await openImage(bytes, defaultLimits)).toMatchObject({ bytes, header });
    const opened = await openImage({ bytes, ...header }, defaultLimits);
    expect(opened.header.blocks.exif).toBe(header.blocks.exif);
  });

  it('gives way to what a decoder sees of a damaged file', async () => {
    const gif = await encoders.gif(photo(20, 10));
    const claiming = { ...readImageFile(gif), width: 99, pages: 5 };
    expect((await openImage(claiming, defaultLimits)).header).toMatchObject({
      width: 20,
      pages: 1,
    });
    await expect(
      openImage({ ...claiming, width: 1, pages: 1 }, { ...defaultLimits, maxPixels: 199 }),
    ).rejects.toMatchObject({
      code: 'too-many-pixels',
      context: { width: 20, height: 10 },
    });
  });
});
