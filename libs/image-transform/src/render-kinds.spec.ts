import sharp from 'sharp';
import type { Recipe } from './recipes/recipe.ts';
import { renderVariants } from './render-variants.ts';
import { apng, jpegWithGainMap } from './testing/files.ts';
import {
  animation,
  blue,
  decoded,
  distance,
  encoders,
  pixelAt,
  plain,
  quadrants,
  red,
  green,
  yellow,
} from './testing/images.ts';
import { inkJpeg, jpegWithRestarts, losslessJpeg } from './testing/jpeg-kinds.ts';

/** What files of one format can be beside the ordinary. */

const whole: readonly Recipe[] = [{ name: 'whole', fit: 'width', width: 40, format: 'png' }];

const rendered = async (bytes: Buffer) => {
  const { header, variants } = await renderVariants(bytes, whole);
  return { header, picture: await decoded(variants[0]!.data) };
};

const expectQuadrants = async (bytes: Buffer): Promise<void> => {
  const { picture } = await rendered(bytes);
  const corners = [
    [2, 2, red],
    [37, 2, green],
    [2, 27, blue],
    [37, 27, yellow],
  ] as const;
  for (const [x, y, colour] of corners) {
    expect(distance(colour, pixelAt(picture, x, y))).toBeLessThanOrEqual(4);
  }
};

describe('a PNG', () => {
  it.each([
    ['interlaced', () => quadrants(40, 30).png({ progressive: true }).toBuffer()],
    ['with a palette', () => quadrants(40, 30).png({ palette: true }).toBuffer()],
    ['of 16 bits', () => quadrants(40, 30).toColourspace('rgb16').png().toBuffer()],
    [
      'of 16 bits, interlaced',
      () => quadrants(40, 30).toColourspace('rgb16').png({ progressive: true }).toBuffer(),
    ],
  ])('%s is rendered', async (_, make) => expectQuadrants(await make()));

  it('that is animated shows its first frame', async () => {
    const bytes = apng(await encoders.png(quadrants(40, 30)), await encoders.png(plain(40, 30, blue)));
    expect(bytes.includes('acTL')).toBe(true);
    await expectQuadrants(bytes);
  });
});

describe('a TIFF of several pages', () => {
  it('shows its first', async () => {
    const { header, picture } = await rendered(await encoders.tiff(animation(40, 30, 3)));
    const first = await rendered(await encoders.tiff(animation(40, 30, 1)));
    expect(header).toMatchObject({ pages: 3, width: 40, height: 30 });
    expect(picture).toEqual(first.picture);
  });
});

describe('a JPEG with a gain map', () => {
  const photo = () => quadrants(40, 30).jpeg({ quality: 98, chromaSubsampling: '4:4:4' }).toBuffer();

  it('is rendered as the JPEG that it is', async () => {
    const bytes = jpegWithGainMap(await photo(), await encoders.jpeg(plain(20, 15, [200])));
    const { header, picture } = await rendered(bytes);
    expect(header).toMatchObject({ format: 'jpeg', width: 40, height: 30, pages: 1 });
    expect(picture).toEqual((await rendered(await photo())).picture);
    expect(Buffer.from(header.blocks.xmp!).toString()).toContain('hdrgm:Version');
  });

  it('is rendered, too, when its gain map is damaged', async () => {
    await expectQuadrants(jpegWithGainMap(await photo(), Buffer.alloc(500, 0xff)));
  });
});

describe('a JPEG that sharp does not write', () => {
  const colour = async (jpeg: Buffer) => pixelAt((await rendered(jpeg)).picture, 4, 4);

  it('without losses is rendered', async () => {
    expect(await colour(losslessJpeg(8))).toEqual([128, 128, 128]);
  });

  it.each([12, 16])('of %i bits is named, not called corrupt', async (bits) => {
    await expect(renderVariants(losslessJpeg(bits), whole)).rejects.toMatchObject({
      code: 'unsupported-format',
      context: { recognised: `JPEG of ${bits} bits` },
    });
  });

  it('of 12 bits, with losses, is named, too', async () => {
    const jpeg = await encoders.jpeg(plain(16, 16));
    jpeg.writeUInt8(12, jpeg.indexOf(Buffer.from([0xff, 0xc0])) + 4);
    await expect(renderVariants(jpeg, whole)).rejects.toMatchObject({
      code: 'unsupported-format',
      context: { recognised: 'JPEG of 12 bits' },
    });
  });

  it('with restart markers is rendered', async () => {
    expect(await colour(jpegWithRestarts())).toEqual([128, 128, 128]);
  });

  it.each([
    ['no ink', [255, 255, 255, 255], [255, 255, 255]],
    ['cyan and yellow', [1, 255, 1, 255], [0, 160, 80]],
    ['much black', [255, 255, 255, 20], [50, 50, 50]],
  ] as const)('is inks, told by Adobe: %s', async (_, inks, expected) => {
    const cmyk = await colour(inkJpeg('CMYK', ...inks));
    expect(distance(expected, cmyk)).toBeLessThan(50);
    expect(distance(cmyk, await colour(inkJpeg('YCCK', ...inks)))).toBeLessThanOrEqual(3);
  });
});

describe('a gradient of 16 bits', () => {
  const [width, height] = [4096, 8];
  const values = Uint16Array.from(
    { length: width * height },
    (_, at) => ((at % width) * 65_535) / (width - 1),
  );
  const gradient = () => sharp(values, { raw: { width, height, channels: 1 } }).toColourspace('grey16');

  it.each([
    ['PNG', () => gradient().png().toBuffer()],
    ['TIFF', () => gradient().tiff({ compression: 'none' }).toBuffer()],
  ] as const)('becomes one of 8 that never falls and leaves no level out: %s', async (_, make) => {
    const bytes = await make();
    expect((await sharp(bytes).metadata()).depth).toBe('ushort');
    for (const target of [4096, 1024]) {
      const recipe: Recipe = { name: 'x', fit: 'width', width: target, format: 'png' };
      const picture = await decoded((await renderVariants(bytes, [recipe])).variants[0]!.data);
      const row = Array.from({ length: target }, (_, x) => pixelAt(picture, x, 0)[0]!);
      expect(row).toEqual(row.toSorted((a, b) => a - b));
      expect(new Set(row).size).toBe(256);
    }
  });
});
