import { ImageRejectedError, type RejectionCode } from '@image-pipeline/image-file';
import sharp from 'sharp';
import type { RenderLimits } from '../limits/render-limits.ts';
import { jpegThatClaims, pngThatClaims } from '../testing/files.ts';
import { animation, encoders, plain, quadrants } from '../testing/images.ts';
import { readHeader } from '../testing/read-header.ts';

const nineBands = async (): Promise<Buffer> => {
  const extra = await quadrants(8, 8).png().toBuffer();
  return plain(8, 8).joinChannel([extra, extra]).tiff({ compression: 'lzw' }).toBuffer();
};

describe('openImage', () => {
  it.each([
    ['jpeg', 'image/jpeg', false],
    ['png', 'image/png', true],
    ['webp', 'image/webp', true],
    ['avif', 'image/avif', true],
    ['tiff', 'image/tiff', true],
  ] as const)('reads %s', async (format, contentType, hasAlpha) => {
    const bytes = await encoders[format](plain(30, 20, [9, 9, 9, 100]));
    expect(await readHeader(bytes)).toEqual({
      format,
      contentType,
      width: 30,
      height: 20,
      orientation: 1,
      pages: 1,
      hasAlpha,
      blocks: expect.any(Object),
      ...(format === 'avif' && { codePoints: { primaries: 1, transfer: 13 } }),
    });
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])('gives the size after orientation %i', async (orientation) => {
    const bytes = await plain(30, 20).withMetadata({ orientation }).jpeg().toBuffer();
    const turned = orientation >= 5;
    const [width, height] = turned ? [20, 30] : [30, 20];
    expect(await readHeader(bytes)).toMatchObject({ orientation, width, height });
  });

  it('takes an orientation that does not exist for none', async () => {
    const bytes = await plain(30, 20)
      .withExif({ IFD0: { Orientation: '1' } })
      .withMetadata({ orientation: 8 })
      .jpeg()
      .toBuffer();
    const entry = bytes.indexOf(Buffer.from([0x12, 0x01, 0x03, 0x00, 0x01, 0x00, 0x00, 0x00, 0x08]));
    bytes[entry + 8] = 77;
    expect(await readHeader(bytes)).toMatchObject({ orientation: 1, width: 30, height: 20 });
  });

  it.each(['gif', 'webp'] as const)('counts the frames of an animated %s', async (format) => {
    const bytes = await animation(20, 10, 5).toFormat(format).toBuffer();
    expect(await readHeader(bytes)).toMatchObject({ format, width: 20, height: 10, pages: 5 });
  });

  it('hands out the metadata blocks as they are', async () => {
    const xmp = '<x:xmpmeta xmlns:x="adobe:ns:meta/"/>';
    const bytes = await plain(8, 8)
      .withExif({ IFD0: { Make: 'Camera maker' } })
      .withXmp(xmp)
      .withIccProfile('p3')
      .jpeg()
      .toBuffer();
    const { blocks } = await readHeader(bytes);
    expect(Buffer.from(blocks.exif!).includes('Camera maker')).toBe(true);
    expect(Buffer.from(blocks.xmp!).toString()).toBe(xmp);
    expect(blocks.icc).toEqual((await sharp(bytes).metadata()).icc);
    expect(blocks).not.toHaveProperty('iptc');
  });

  it('reads a view into a larger buffer', async () => {
    const png = await plain(7, 3).png().toBuffer();
    const larger = new Uint8Array(png.length + 20);
    larger.set(png, 10);
    expect(await readHeader(larger.subarray(10, 10 + png.length))).toMatchObject({ width: 7, height: 3 });
  });
});

const rejection = async (
  bytes: Uint8Array,
  limits: Partial<RenderLimits> = {},
): Promise<ImageRejectedError> => {
  const error: unknown = await readHeader(bytes, limits).catch((thrown: unknown) => thrown);
  if (error instanceof ImageRejectedError) return error;
  throw new Error('not rejected', { cause: error });
};

describe('openImage refuses', () => {
  it.each<[string, () => Promise<Buffer> | Buffer, RejectionCode, object, Partial<RenderLimits>?]>([
    ['no bytes', () => Buffer.alloc(0), 'empty', {}],
    ['text', () => Buffer.from('hello'), 'unsupported-format', {}],
    ['PDF', () => Buffer.from('%PDF-1.7'), 'unsupported-format', { recognised: 'PDF' }],
    [
      'a HEIC that ends behind its brands',
      () => Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'),
      'corrupt',
      { format: 'heic', part: 'header' },
    ],
    ['a TIFF of nine bands', nineBands, 'unsupported-format', { recognised: 'A picture of 9 channels' }],
    [
      'nothing but a signature',
      () => Buffer.from('\xff\xd8\xff', 'latin1'),
      'corrupt',
      { format: 'jpeg', part: 'header' },
    ],
    [
      'a header cut off',
      async () => (await plain(9, 9).png().toBuffer()).subarray(0, 20),
      'corrupt',
      { format: 'png', part: 'header' },
    ],
    [
      'too many bytes',
      () => plain(9, 9).png().toBuffer(),
      'too-many-bytes',
      { bytes: expect.any(Number), limit: 50 },
      { maxBytes: 50 },
    ],
    [
      'too many pixels',
      () => plain(10, 10).png().toBuffer(),
      'too-many-pixels',
      { pixels: 100, width: 10, height: 10, pages: 1, limit: 99 },
      { maxPixels: 99 },
    ],
    [
      'too many pixels over all frames',
      () => animation(10, 10, 3).gif().toBuffer(),
      'too-many-pixels',
      { pixels: 300, width: 10, height: 10, pages: 3, limit: 299 },
      { maxPixels: 299 },
    ],
    [
      'too many frames',
      () => animation(10, 10, 3).webp().toBuffer(),
      'too-many-frames',
      { frames: 3, limit: 2 },
      { maxFrames: 2 },
    ],
    [
      'a PNG of 5 kB that claims 4 gigapixels',
      () => pngThatClaims(64_000, 64_000),
      'too-many-pixels',
      { pixels: 4_096_000_000, width: 64_000, height: 64_000, pages: 1, limit: 100_000_000 },
    ],
    [
      'a JPEG that claims 4 gigapixels',
      async () => jpegThatClaims(await plain(16, 16).jpeg().toBuffer(), 64_250, 64_250),
      'too-many-pixels',
      { pixels: 4_128_062_500, width: 64_250, height: 64_250, pages: 1, limit: 100_000_000 },
    ],
  ])('%s', async (_, make, code, context, limits = {}) => {
    const error = await rejection(await make(), limits);
    expect({ code: error.code, context: error.context }).toEqual({ code, context });
    expect(error.message).toContain(error.remedy);
  });

  it('nothing that is exactly at its limits', async () => {
    const bytes = await animation(10, 10, 3).gif().toBuffer();
    const limits = { maxBytes: bytes.length, maxPixels: 300, maxFrames: 3 };
    await expect(readHeader(bytes, limits)).resolves.toMatchObject({ pages: 3 });
  });

  it("with the decoder's own words as the cause", async () => {
    const error = await rejection(Buffer.from('\xff\xd8\xff', 'latin1'));
    expect(error.cause).toBeInstanceOf(Error);
  });
});
