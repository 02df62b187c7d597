import { pngOf, tiffOf } from '@image-pipeline/image-file/testing';
import sharp, { type Sharp } from 'sharp';
import type { VariantFormat } from '../../recipes/formats/format-table.ts';
import { renderVariants } from '../../render-variants.ts';
import { jpegWithProfile, pngWithProfile } from '../../testing/files.ts';
import {
  curves,
  displayP3Colorants,
  gamma,
  greyInk,
  iccProfile,
  sampledCurve,
  srgbColorants,
  srgbCurve,
} from '../../testing/icc.ts';
import {
  decoded,
  distance,
  encoders,
  painted,
  photo,
  pixelAt,
  plain,
  psnr,
  type Pixels,
} from '../../testing/images.ts';

/** The pixels of a variant `width` wide. */
const rendered = async (bytes: Uint8Array, width: number, format: VariantFormat = 'png'): Promise<Pixels> => {
  const { variants } = await renderVariants(bytes, [{ name: 'v', fit: 'width', width, format }]);
  return decoded(variants[0]!.data);
};

const middle = (picture: Pixels) => pixelAt(picture, picture.width >> 1, picture.height >> 1);

/** sharp's own way: colours first, at full size, then the resize. */
const directly = async (
  bytes: Uint8Array,
  width: number,
  adjust = (pipeline: Sharp) => pipeline,
): Promise<Pixels> => decoded(await adjust(sharp(bytes)).resize({ width }).png().toBuffer());

describe('a Display P3 picture', () => {
  it('becomes sRGB, as near as makes no difference to converting it first', async () => {
    const bytes = await encoders.png(photo(240, 180).withIccProfile('p3'));
    const picture = await rendered(bytes, 80);
    expect(psnr(picture, await directly(bytes, 80))).toBeGreaterThan(50);
    const unconverted = await decoded(
      await sharp(bytes, { ignoreIcc: true }).resize({ width: 80 }).png().toBuffer(),
    );
    expect(psnr(picture, unconverted)).toBeLessThan(40);
  });

  it('keeps its transparency', async () => {
    const bytes = await encoders.png(plain(40, 20, [200, 90, 40, 128]).withIccProfile('p3'));
    expect(distance(middle(await rendered(bytes, 20)), [200, 90, 40, 128])).toBeLessThanOrEqual(3);
  });

  it('is converted for what is shown in its place, too', async () => {
    const colour = [200, 90, 40];
    const bytes = await encoders.png(plain(40, 20, colour).withIccProfile('p3'));
    const { dominantColor } = await renderVariants(bytes, [
      { name: 'v', fit: 'width', width: 20, format: 'png' },
    ]);
    const channels = [1, 3, 5].map((at) => parseInt(dominantColor.slice(at, at + 2), 16));
    expect(distance(channels, colour)).toBeLessThanOrEqual(2);
  });
});

describe('an embedded profile', () => {
  const sent = [190, 120, 60];
  const withProfile = async (profile: Buffer) =>
    pngWithProfile(await encoders.png(plain(40, 20, sent)), profile);

  it('of sRGB changes nothing', async () => {
    const bytes = await withProfile(iccProfile('RGB ', { ...srgbColorants, ...curves(srgbCurve) }));
    expect(middle(await rendered(bytes, 20))).toEqual(sent);
  });

  it('that only claims to be sRGB is believed in what it does, not in what it says', async () => {
    const linear = iccProfile('RGB ', { ...srgbColorants, ...curves(sampledCurve([])) });
    const seen = middle(await rendered(await withProfile(linear), 20));
    expect(distance(seen, sent.map(encodeSrgb))).toBeLessThanOrEqual(2);
  });

  it('of another kind than the samples is ignored', async () => {
    const bytes = await withProfile(iccProfile('GRAY', { kTRC: gamma(1) }));
    expect(middle(await rendered(bytes, 20))).toEqual(sent);
  });

  it('that is broken is ignored', async () => {
    const broken = iccProfile('RGB ', { ...displayP3Colorants, ...curves(Buffer.alloc(12, 'x')) });
    expect(middle(await rendered(await withProfile(broken), 20))).toEqual(sent);
  });
});

describe('a grey picture', () => {
  const grey = (level: number) => encoders.png(plain(40, 20, [level]).toColourspace('b-w'));

  it('becomes sRGB of the same grey', async () => {
    expect(middle(await rendered(await grey(100), 20))).toEqual([100, 100, 100]);
  });

  it('follows a grey profile', async () => {
    const bytes = pngWithProfile(await grey(64), iccProfile('GRAY', { kTRC: gamma(1) }));
    const level = encodeSrgb(64);
    expect(distance(middle(await rendered(bytes, 20)), [level, level, level])).toBeLessThanOrEqual(2);
  });

  it('ignores an RGB profile', async () => {
    const profile = iccProfile('RGB ', { ...displayP3Colorants, ...curves(gamma(1)) });
    const bytes = pngWithProfile(await grey(64), profile);
    expect(middle(await rendered(bytes, 20))).toEqual([64, 64, 64]);
  });
});

describe('a grey picture with alpha and a grey profile', () => {
  const linear = iccProfile('GRAY', { kTRC: gamma(1) });
  const [width, height, level] = [40, 20, 64];
  /** Solid at the left, half clear at the right. */
  const alphaAt = (x: number) => (x < width / 2 ? 255 : 128);

  const samples = (bytes: 1 | 2, bigEndian: boolean) => {
    const row = Array.from({ length: width }, (_, x) => [level, alphaAt(x)]).flat();
    const deep = row.flatMap((value) => (bigEndian ? [value, value] : [value, value].reverse()));
    return Buffer.from(bytes === 1 ? row : deep);
  };
  const png = (bytes: 1 | 2) => {
    const rows = Array.from({ length: height }, () => [Buffer.alloc(1), samples(bytes, true)]).flat();
    const file = pngOf(width, height, { colourType: 4, bits: bytes * 8, rows: Buffer.concat(rows) });
    return pngWithProfile(file, linear);
  };
  const tiff = (bytes: 1 | 2) => {
    const pixels = Buffer.concat(Array<Buffer>(height).fill(samples(bytes, false)));
    const bits = [bytes * 8, bytes * 8];
    const shape = { 256: width, 257: height, 258: bits, 259: 1, 262: 1, 277: 2, 278: height, 338: 2 };
    return tiffOf({ tags: { ...shape, 34_675: linear }, pieces: [pixels] });
  };

  it.each([
    ['PNG of 8 bits', () => png(1)],
    ['PNG of 16 bits', () => png(2)],
    ['TIFF of 8 bits', () => tiff(1)],
    ['TIFF of 16 bits', () => tiff(2)],
  ] as const)('keeps its alpha and follows the profile: %s', async (_, make) => {
    const bytes = make();
    const shown = encodeSrgb(level);
    for (const target of [width, width / 2]) {
      const picture = await rendered(bytes, target);
      expect(picture.channels).toBe(4);
      for (const [x, alpha] of [[2, 255] as const, [target - 3, 128] as const]) {
        expect(distance(pixelAt(picture, x, 4), [shown, shown, shown, alpha])).toBeLessThanOrEqual(2);
      }
    }
    const { hasTransparency } = await renderVariants(bytes, [
      { name: 'v', fit: 'width', width: 20, format: 'png' },
    ]);
    expect(hasTransparency).toBe(true);
  });
});

describe('a CMYK picture', () => {
  it.each(['without', 'with'])('%s a profile looks as sharp shows it', async (profile) => {
    const inks = photo(240, 180).toColourspace('cmyk');
    const bytes = await (profile === 'with' ? inks.withIccProfile('cmyk') : inks)
      .jpeg({ quality: 95 })
      .toBuffer();
    const { space, icc } = await sharp(bytes).metadata();
    expect({ space, tagged: icc !== undefined }).toEqual({ space: 'cmyk', tagged: profile === 'with' });
    const picture = await rendered(bytes, 80);
    expect(picture.channels).toBe(3);
    expect(psnr(picture, await directly(bytes, 80))).toBeGreaterThan(40);
  });
});

describe('a CMYK picture with a profile of its own', () => {
  it('is converted by that profile', async () => {
    const inks = await encoders.jpeg(photo(60, 40).toColourspace('cmyk'));
    const [lightness, level] = [50, 119];
    const seen = middle(await rendered(jpegWithProfile(inks, greyInk(lightness)), 30));
    expect(distance(seen, [level, level, level])).toBeLessThanOrEqual(2);
  });
});

describe('a picture of 16 bits a channel', () => {
  const deep = (red: number, green: number, blue: number) => {
    const pixels = Uint16Array.from({ length: 40 * 20 * 3 }, (_, at) => [red, green, blue][at % 3] ?? 0);
    return sharp(pixels, { raw: { width: 40, height: 20, channels: 3 } })
      .toColourspace('rgb16')
      .png()
      .toBuffer();
  };

  it('is rounded to 8 bits', async () => {
    const bytes = await deep(60_000, 30_000, 6_000);
    expect((await sharp(bytes).metadata()).depth).toBe('ushort');
    expect(distance(middle(await rendered(bytes, 20)), [233, 117, 23])).toBeLessThanOrEqual(1);
  });

  it('keeps its colours under an sRGB profile', async () => {
    const profile = iccProfile('RGB ', { ...srgbColorants, ...curves(srgbCurve) });
    const bytes = pngWithProfile(await deep(60_000, 30_000, 6_000), profile);
    expect(distance(middle(await rendered(bytes, 20)), [233, 117, 23])).toBeLessThanOrEqual(1);
  });

  it('is converted from Display P3 as its 8-bit twin is', async () => {
    const profile = iccProfile('RGB ', { ...displayP3Colorants, ...curves(srgbCurve) });
    const bytes = pngWithProfile(await deep(180 * 257, 110 * 257, 90 * 257), profile);
    const twin = pngWithProfile(await encoders.png(plain(40, 20, [180, 110, 90])), profile);
    const seen = middle(await rendered(bytes, 20));
    expect(distance(seen, middle(await directly(twin, 20)))).toBeLessThanOrEqual(1);
    expect(distance(seen, [180, 110, 90])).toBeGreaterThan(4);
  });
});

/** Linear light to sRGB, both 0 to 255 (IEC 61966-2-1). */
const encodeSrgb = (linear: number): number => {
  const x = linear / 255;
  return 255 * (x <= 0.0031308 ? 12.92 * x : 1.055 * x ** (1 / 2.4) - 0.055);
};

describe('transparency', () => {
  const halfClear = () => encoders.png(plain(40, 20, [200, 100, 0, 128]));

  it.each(['png', 'webp', 'avif'] as const)('stays in %s', async (format) => {
    expect(
      distance(middle(await rendered(await halfClear(), 20, format)), [200, 100, 0, 128]),
    ).toBeLessThanOrEqual(6);
  });

  it('becomes white in JPEG', async () => {
    const seen = middle(await rendered(await halfClear(), 20, 'jpeg'));
    expect(distance(seen, [227, 177, 127])).toBeLessThanOrEqual(4);
  });

  it('does not bleed invisible colours into visible ones', async () => {
    const cut = painted(40, 40, (x) => (x < 17 ? [255, 255, 255, 255] : [0, 0, 0, 0]));
    const picture = await rendered(await encoders.png(cut), 10);
    const row = Array.from({ length: 10 }, (_, x) => pixelAt(picture, x, 5));
    const visible = row.filter(([, , , alpha = 0]) => alpha > 20);
    expect(visible.length).toBeGreaterThan(3);
    for (const [level] of visible) expect(level).toBeGreaterThanOrEqual(250);
  });
});
