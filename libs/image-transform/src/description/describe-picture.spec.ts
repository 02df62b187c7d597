import { thumbHashToApproximateAspectRatio, thumbHashToAverageRGBA, thumbHashToRGBA } from 'thumbhash';
import type { Recipe } from '../recipes/recipe.ts';
import { renderVariants } from '../render-variants.ts';
import {
  animation,
  blue,
  distance,
  encoders,
  green,
  painted,
  plain,
  quadrants,
  red,
} from '../testing/images.ts';
import { dominantColor } from './dominant-color.ts';

const recipes: readonly Recipe[] = [{ name: 'v', fit: 'cover', width: 50, height: 50, format: 'jpeg' }];
const describeImage = (bytes: Uint8Array) => renderVariants(bytes, recipes);
const hashOf = async (bytes: Uint8Array) => Buffer.from((await describeImage(bytes)).thumbhash, 'base64');

describe('the thumbhash', () => {
  it.each([
    ['landscape', 300, 200, 1, 1.4],
    ['upright', 300, 200, 6, 0.7],
    ['square', 200, 200, 1, 1],
  ])('has the proportions of the whole picture: %s', async (_, width, height, orientation, ratio) => {
    const hash = await hashOf(await encoders.jpeg(quadrants(width, height).withMetadata({ orientation })));
    expect(thumbHashToApproximateAspectRatio(hash)).toBeCloseTo(ratio, 0.5);
  });

  it('shows what the picture shows', async () => {
    const { w, h, rgba } = thumbHashToRGBA(await hashOf(await encoders.png(quadrants(300, 300))));
    const at = (x: number, y: number) =>
      [...rgba.slice((Math.floor(y * h) * w + Math.floor(x * w)) * 4)].slice(0, 3);
    const strongest = (colour: number[]) => colour.indexOf(Math.max(...colour));
    expect([at(0.2, 0.2), at(0.8, 0.2), at(0.2, 0.8)].map(strongest)).toEqual([0, 1, 2]);
    const [r = 0, g = 0, b = 255] = at(0.8, 0.8);
    expect(Math.min(r, g) - b).toBeGreaterThan(60);
  });

  it('knows transparency', async () => {
    const opaque = thumbHashToAverageRGBA(await hashOf(await encoders.png(plain(80, 60))));
    const clear = thumbHashToAverageRGBA(await hashOf(await encoders.png(plain(80, 60, [...red, 60]))));
    expect(opaque.a).toBe(1);
    expect(clear.a).toBeCloseTo(60 / 255, 1);
  });

  it.each([
    [1, 1],
    [1, 900],
    [900, 1],
  ])('exists for %i x %i', async (width, height) => {
    expect((await hashOf(await encoders.png(plain(width, height)))).length).toBeGreaterThan(4);
  });
});

describe('the dominant colour', () => {
  const colourOf = async (bytes: Uint8Array) => (await describeImage(bytes)).dominantColor;

  /** Scaling rings at edges, by a level. */
  const expectNearly = (hex: string, colour: readonly number[]) => {
    expect(distance([...Buffer.from(hex.slice(1), 'hex')], colour)).toBeLessThanOrEqual(2);
  };

  it('is what most of the picture has', async () => {
    const mostly = painted(300, 200, (x) => (x < 60 ? red : x < 220 ? blue : green));
    expectNearly(await colourOf(await encoders.png(mostly)), blue);
  });

  it('counts the whole picture, not only what a variant shows', async () => {
    const edges = painted(600, 100, (x) => (x < 240 || x >= 360 ? green : red));
    expectNearly(await colourOf(await encoders.png(edges)), green);
  });

  it('is a colour of the picture itself, however small that is', async () => {
    const four = painted(4, 1, (x) => (x < 3 ? red : blue));
    expect(await colourOf(await encoders.png(four))).toBe('#dc1e14');
  });

  it('does not count what is transparent', async () => {
    const cut = painted(300, 200, (x) => (x < 200 ? [...red, 0] : [...blue, 255]));
    expectNearly(await colourOf(await encoders.png(cut)), blue);
  });

  it('is the mean of colours that are nearly the same', () => {
    expect(dominantColor(Uint8Array.of(100, 50, 10, 255, 102, 52, 12, 255, 0, 0, 255, 255))).toBe('#65330b');
  });

  it('is black where nothing is visible', async () => {
    expect(await colourOf(await encoders.png(plain(30, 20, [...red, 0])))).toBe('#000000');
    expect(dominantColor(new Uint8Array())).toBe('#000000');
  });
});

describe('transparency', () => {
  const transparencyOf = async (bytes: Uint8Array) => (await describeImage(bytes)).hasTransparency;

  it('is seen in a single pixel', async () => {
    const pierced = painted(50, 50, (x, y) => [...red, x === 20 && y === 30 ? 200 : 255]);
    expect(await transparencyOf(await encoders.png(pierced))).toBe(true);
  });

  it.each([
    [50, 50],
    [333, 257],
    [1023, 64],
  ])('is not an alpha channel alone: %i x %i', async (width, height) => {
    const opaque = await encoders.png(painted(width, height, (x, y) => [x & 255, y & 255, 90, 255]));
    const { header, hasTransparency } = await describeImage(opaque);
    expect([header.hasAlpha, hasTransparency]).toEqual([true, false]);
  });

  it('is not found where there is no alpha channel', async () => {
    expect(await transparencyOf(await encoders.jpeg(plain(60, 40)))).toBe(false);
  });
});

describe('an animation', () => {
  const isAnimated = async (bytes: Uint8Array) => (await describeImage(bytes)).isAnimated;

  it.each(['gif', 'webp'] as const)('has several frames: %s', async (format) => {
    expect(await isAnimated(await encoders[format](animation(20, 15, 3)))).toBe(true);
    expect(await isAnimated(await encoders[format](animation(20, 15, 1)))).toBe(false);
  });

  it('is not a document of several pages', async () => {
    const document = await encoders.tiff(animation(20, 15, 3));
    const rendering = await describeImage(document);
    expect([rendering.header.pages, rendering.isAnimated]).toEqual([3, false]);
  });
});
