import sharp, { type Sharp } from 'sharp';
import type { Size } from '../geometry/size.ts';
import type { FitOptions } from '../recipes/fits/fit-table.ts';
import type { Recipe } from '../recipes/recipe.ts';
import { psnr, type Pixels } from './images.ts';
import { ssim } from './ssim.ts';

/** What a careful program makes of an image when cost does not matter, and how far a picture is from it. */

/** Every pixel, upright and in sRGB of 8 bits, before anything is scaled. */
export const fullDecode = (picture: Sharp): Promise<Pixels> =>
  pixelsOf(picture.autoOrient().toColourspace('srgb'));

/** One resize by sharp, with Lanczos3, from all the pixels. */
export const reference = async (whole: Pixels, recipe: Recipe): Promise<Pixels> => {
  const { width, height, channels } = whole;
  const picture = sharp(whole.data, { raw: { width, height, channels: channels as 3 | 4 } });
  const scaled = picture.resize({ ...resizing(recipe), kernel: 'lanczos3', withoutEnlargement: true });
  return recipe.fit === 'contain' ? framed(await pixelsOf(scaled.ensureAlpha()), recipe) : pixelsOf(scaled);
};

const resizing = (recipe: FitOptions) => {
  if (recipe.fit === 'width') return { width: recipe.width };
  if (recipe.fit === 'height') return { height: recipe.height };
  const { width, height, fit } = recipe;
  return { width, height, fit: fit === 'contain' ? 'inside' : fit } as const;
};

/** In the middle; of an odd rest the left and the top have one pixel more, where sharp's own `contain` has one less. */
const framed = ({ data, channels, ...inner }: Pixels, { width, height }: Size): Promise<Pixels> => {
  const [left, top] = [Math.ceil((width - inner.width) / 2), Math.ceil((height - inner.height) / 2)];
  const [right, bottom] = [width - inner.width - left, height - inner.height - top];
  const background = { r: 0, g: 0, b: 0, alpha: 0 };
  const picture = sharp(data, { raw: { ...inner, channels: channels as 4 } });
  return pixelsOf(picture.extend({ left, top, right, bottom, background }));
};

export const pixelsOf = async (pipeline: Sharp): Promise<Pixels> => {
  const { data, info } = await pipeline.raw().toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height, channels: info.channels };
};

/** Decibels and mean structural similarity that a picture has to reach. */
export interface Floor {
  readonly psnr: number;
  readonly ssim: number;
}

/** What is wrong with a picture: its size, its likeness, or that it would be more alike one pixel further. */
export const faultsOf = (made: Pixels, wanted: Pixels, floor: Floor): readonly string[] => {
  const [size, expectedSize] = [made, wanted].map((p) => `${p.width} x ${p.height} x ${p.channels}`);
  if (size !== expectedSize) return [`${size} instead of ${expectedSize}`];
  const [picture, expected] = [seen(made), seen(wanted)];
  const decibels = psnr(picture, expected);
  const likeness = ssim(picture, expected);
  const nearer = neighbours.filter((by) => psnr(shifted(picture, by), expected) >= decibels);
  return [
    ...(decibels >= floor.psnr ? [] : [`PSNR of ${decibels.toFixed(1)} dB`]),
    ...(likeness >= floor.ssim ? [] : [`SSIM of ${likeness.toFixed(4)}`]),
    ...nearer.map((by) => `more alike when moved by ${by.join(' and ')}`),
  ];
};

/** As much of each colour as alpha lets through: what lies under a clear pixel is nobody's business. */
const seen = ({ data, channels, ...size }: Pixels): Pixels => {
  if (channels !== 4) return { data, channels, ...size };
  const shown = data.map((value, at) =>
    at % 4 === 3 ? value : (value * (data[at - (at % 4) + 3] ?? 0)) / 255,
  );
  return { ...size, channels, data: Buffer.from(shown) };
};

type Step = readonly [dx: -1 | 0 | 1, dy: -1 | 0 | 1];

const neighbours: readonly Step[] = [
  [1, 0],
  [-1, 0],
  [0, 1],
  [0, -1],
];

/** The picture moved by one pixel; its edge is repeated. */
export const shifted = (picture: Pixels, [dx, dy]: Step): Pixels => {
  const { width, height, channels, data } = picture;
  const moved = Buffer.alloc(data.length);
  const stride = width * channels;
  for (let y = 0; y < height; y++) {
    const from = Math.min(height - 1, Math.max(0, y + dy)) * stride;
    const row = data.subarray(from, from + stride);
    moved.set(row, y * stride);
    if (dx > 0) moved.set(row.subarray(channels), y * stride);
    if (dx < 0) moved.set(row.subarray(0, -channels), y * stride + channels);
  }
  return { ...picture, data: moved };
};
