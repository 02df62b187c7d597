import { tiffOf, type TiffPage } from '@image-pipeline/image-file/testing';
import { renderVariants } from '../render-variants.ts';
import type { Recipe } from '../recipes/recipe.ts';
import { decoded, distance, encoders, photo, pixelAt, type Pixels } from '../testing/images.ts';

const side = 32;
const area = side * side;
const recipe: Recipe = { name: 'v', fit: 'width', width: side, format: 'png' };

const rendered = async (bytes: Buffer): Promise<Pixels> =>
  decoded((await renderVariants(bytes, [recipe])).variants[0]!.data);

const strip = (tags: TiffPage['tags'], ...pieces: readonly Buffer[]): Buffer =>
  tiffOf({ tags: { 256: side, 257: side, 259: 1, 278: side, ...tags }, pieces });

const repeated = (count: number, ...bytes: readonly number[]): Buffer =>
  Buffer.concat(Array<Buffer>(count).fill(Buffer.from(bytes)));
const shorts = (...values: readonly number[]): readonly number[] =>
  values.flatMap((value) => [value & 255, value >> 8]);
const palette = (size: number): readonly number[] =>
  [200, 100, 50].flatMap((level) => Array<number>(size).fill(level * 257));

describe('a TIFF of a kind that is not refused by name', () => {
  it.each<[string, () => Buffer, readonly number[]]>([
    [
      'black and white',
      () => strip({ 258: 1, 262: 1, 277: 1 }, Buffer.alloc(area / 8, 0xff)),
      [255, 255, 255],
    ],
    ['white and black', () => strip({ 258: 1, 262: 0, 277: 1 }, Buffer.alloc(area / 8)), [255, 255, 255]],
    [
      'grey of 2 bits',
      () => strip({ 258: 2, 262: 1, 277: 1 }, Buffer.alloc(area / 4, 0xaa)),
      [170, 170, 170],
    ],
    [
      'grey of 4 bits',
      () => strip({ 258: 4, 262: 1, 277: 1 }, Buffer.alloc(area / 2, 0x88)),
      [136, 136, 136],
    ],
    [
      'grey of 16 bits, white is 0',
      () => strip({ 258: 16, 262: 0, 277: 1 }, Buffer.alloc(area * 2, 50)),
      [205, 205, 205],
    ],
    [
      'grey whose one plane is told of',
      () => strip({ 258: 8, 262: 1, 277: 1, 284: 2 }, Buffer.alloc(area, 77)),
      [77, 77, 77],
    ],
    [
      'a palette of 8 bits',
      () => strip({ 258: 8, 262: 3, 277: 1, 320: palette(256) }, Buffer.alloc(area)),
      [200, 100, 50],
    ],
    [
      'a palette of 4 bits',
      () => strip({ 258: 4, 262: 3, 277: 1, 320: palette(16) }, Buffer.alloc(area / 2)),
      [200, 100, 50],
    ],
    [
      'a palette with alpha',
      () => strip({ 258: [8, 8], 262: 3, 277: 2, 338: 2, 320: palette(256) }, repeated(area, 3, 128)),
      [200, 100, 50, 128],
    ],
    [
      'RGB in planes of several strips',
      () =>
        strip(
          { 258: [8, 8, 8], 262: 2, 277: 3, 278: 8, 284: 2 },
          ...[200, 100, 50].flatMap((level) => Array<Buffer>(4).fill(Buffer.alloc(area / 4, level))),
        ),
      [200, 100, 50],
    ],
    [
      'RGB with alpha multiplied in',
      () => strip({ 258: [8, 8, 8, 8], 262: 2, 277: 4, 338: 1 }, repeated(area, 100, 50, 25, 128)),
      [199, 99, 49, 128],
    ],
    [
      'YCbCr with a quarter of its colours',
      () =>
        strip(
          { 258: [8, 8, 8], 262: 6, 277: 3, 530: [2, 2] },
          repeated(area / 4, 128, 128, 128, 128, 90, 200),
        ),
      [229, 90, 61],
    ],
    [
      'L*a*b* of 16 bits, with negative values',
      () =>
        strip(
          { 258: [16, 16, 16], 262: 8, 277: 3 },
          repeated(area, ...shorts(32_767, 65_536 - 40 * 256, 20 * 256)),
        ),
      [39, 135, 84],
    ],
    [
      'CMYK of 16 bits',
      () => strip({ 258: [16, 16, 16, 16], 262: 5, 277: 4 }, repeated(area, ...shorts(0, 51_400, 51_400, 0))),
      [237, 73, 53],
    ],
  ])('has its colours: %s', async (_, make, colour) => {
    const picture = await rendered(make());
    expect(distance(colour, pixelAt(picture, 16, 16))).toBeLessThanOrEqual(3);
    expect(distance(colour, pixelAt(picture, side - 1, side - 1))).toBeLessThanOrEqual(3);
  });
});

describe('a TIFF in tiles', () => {
  const compressions = ['none', 'lzw', 'deflate', 'jpeg', 'webp'] as const;
  const tiled = (compression: (typeof compressions)[number]) =>
    photo(300, 200).tiff({ compression, tile: true, tileWidth: 64, tileHeight: 64 }).toBuffer();

  /** Where its pixels are: a TIFF of sharp has its directory behind them. */
  const pixelsOf = (file: Buffer) => ({ start: 8, end: file.readUInt32LE(4) });

  it.each(compressions)('is rendered when it is whole: %s', async (compression) => {
    await expect(renderVariants(await tiled(compression), [recipe])).resolves.toBeDefined();
  });

  it.each(compressions.slice(1))('is refused when tiles do not decode: %s', async (compression) => {
    const file = await tiled(compression);
    const { start, end } = pixelsOf(file);
    const third = Math.floor((end - start) / 3);
    for (const fill of [0, 0x55]) {
      const broken = Buffer.from(file);
      broken.fill(fill, start + third, start + 2 * third);
      await expect(renderVariants(broken, [recipe])).rejects.toMatchObject({
        code: 'corrupt',
        context: { format: 'tiff', part: 'pixels' },
      });
    }
  });

  it('is not refused for an odd tag', async () => {
    const tags = { 256: 64, 257: 64, 258: 8, 259: 1, 262: 1, 277: 1, 322: 64, 323: 64, 65_000: 9 };
    const odd = tiffOf({ tags: { ...tags, 282: 5 }, pieces: [Buffer.alloc(64 * 64, 90)], tiled: true });
    expect(pixelAt(await rendered(odd), 9, 9)).toEqual([90, 90, 90]);
  });
});

describe('a TIFF in strips', () => {
  it.each(['lzw', 'deflate', 'packbits', 'jpeg', 'ccittfax4'] as const)(
    'is refused when its second half is zeros: %s',
    async (compression) => {
      const picture = photo(300, 400);
      const fax = compression === 'ccittfax4';
      const file = await (fax ? picture.threshold(120).toColourspace('b-w') : picture)
        .tiff({ compression, ...(fax && { bitdepth: 1 }) })
        .toBuffer();
      await expect(renderVariants(file, [recipe])).resolves.toBeDefined();
      const end = file.readUInt32LE(4);
      const tail = Buffer.from(file).fill(0, end >> 1, end);
      await expect(renderVariants(tail, [recipe])).rejects.toMatchObject({ code: 'corrupt' });
      const hole = Buffer.from(file).fill(0, end >> 1, (end >> 1) + 400);
      await expect(renderVariants(hole, [recipe])).rejects.toMatchObject({ code: 'corrupt' });
    },
  );

  it('is rendered whatever odd tags it has', async () => {
    const file = await encoders.tiff(photo(60, 40));
    const at = file.readUInt32LE(4) + 2;
    const tags = file.readUInt16LE(at - 2);
    // The last tag becomes one that nobody knows.
    file.writeUInt16LE(65_001, at + (tags - 1) * 12);
    await expect(renderVariants(file, [recipe])).resolves.toBeDefined();
  });

  it.each<[string, TiffPage['tags']]>([
    ['an orientation of 0', { 274: 0 }],
    ['an orientation of 9', { 274: 9 }],
    ['a resolution in no unit', { 296: 0 }],
    ['an order of bits that there is not', { 266: 0 }],
    ['half a page number', { 297: 0 }],
    ['colours that it does not need', { 320: [1, 2, 3] }],
  ])('is rendered in spite of %s', async (_, tags) => {
    const file = strip({ 258: 8, 262: 1, 277: 1, ...tags }, Buffer.alloc(area, 77));
    expect(pixelAt(await rendered(file), 9, 9)).toEqual([77, 77, 77]);
  });

  it('is rendered though no other page follows where it says so', async () => {
    const file = strip({ 258: 8, 262: 1, 277: 1 }, Buffer.alloc(area, 77));
    const at = file.readUInt32LE(4);
    file.writeUInt32LE(9_999_999, at + 2 + file.readUInt16LE(at) * 12);
    expect(pixelAt(await rendered(file), 9, 9)).toEqual([77, 77, 77]);
  });
});
