import type { SourceFormat } from '@image-pipeline/image-file';
import sharp, { type Sharp } from 'sharp';

/** Images that tests make for themselves, through sharp alone. */

/** Jest looks up a global at every use, which costs more than the sine. */
const { sin, cos } = Math;

export type Rgb = readonly [red: number, green: number, blue: number];

export const red: Rgb = [220, 30, 20];
export const green: Rgb = [20, 200, 40];
export const blue: Rgb = [30, 40, 210];
export const yellow: Rgb = [230, 220, 30];

/** A pipeline over pixels that a function paints. */
export const painted = (
  width: number,
  height: number,
  paint: (x: number, y: number) => readonly number[],
): Sharp => {
  const first = paint(0, 0);
  const channels = first.length as 1 | 2 | 3 | 4;
  const pixels = Buffer.alloc(width * height * channels);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) pixels.set(paint(x, y), (y * width + x) * channels);
  }
  return sharp(pixels, { raw: { width, height, channels } });
};

export const plain = (width: number, height: number, colour: readonly number[] = red): Sharp =>
  painted(width, height, () => colour);

/** Red and green above blue and yellow: any turn or reflection shows. */
export const quadrants = (width: number, height: number): Sharp =>
  painted(width, height, (x, y) =>
    y < height / 2 ? (x < width / 2 ? red : green) : x < width / 2 ? blue : yellow,
  );

/** Smooth shapes, a sharp edge and fine grain, as photographs have; the same every time. */
export const photo = (width: number, height: number): Sharp => {
  const pixels = Buffer.alloc(width * height * 3);
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at += 3) {
      const u = x / width;
      const v = y / height;
      const disc = (u - 0.4) ** 2 + (v - 0.55) ** 2 < 0.06 ? 60 : 0;
      const grain = ((x * 7919 + y * 104_729) % 17) - 8;
      pixels[at] = 100 + 60 * sin(9 * u + 4 * v) + disc + grain;
      pixels[at + 1] = 120 + 60 * sin(5 * v - 7 * u * u) + grain;
      pixels[at + 2] = 100 + 50 * cos(11 * u * v + 2) + disc / 2 + grain;
    }
  }
  return sharp(pixels, { raw: { width, height, channels: 3 } });
};

/** Frames of the given size, each of another colour, the first one red. */
export const animation = (width: number, height: number, frames: number): Sharp => {
  const colours = [red, green, blue, yellow];
  const pixels = Buffer.concat(
    Array.from({ length: frames }, (_, frame) =>
      Buffer.alloc(width * height * 3, Uint8Array.of(...(colours[frame % 4] ?? red))),
    ),
  );
  return sharp(pixels, { raw: { width, height: height * frames, channels: 3, pageHeight: height } });
};

/** A file of each format that can be a source and that sharp can write; lossless where the format can be. */
export const encoders = {
  jpeg: (picture: Sharp) => picture.jpeg({ quality: 95 }).toBuffer(),
  png: (picture: Sharp) => picture.png().toBuffer(),
  webp: (picture: Sharp) => picture.webp({ lossless: true }).toBuffer(),
  avif: (picture: Sharp) => picture.avif({ lossless: true, effort: 0 }).toBuffer(),
  gif: (picture: Sharp) => picture.gif().toBuffer(),
  tiff: (picture: Sharp) => picture.tiff({ compression: 'lzw' }).toBuffer(),
} satisfies Record<Exclude<SourceFormat, 'heic' | 'svg'>, (picture: Sharp) => Promise<Buffer>>;

export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly data: Buffer;
}

/** Decodes what was rendered. */
export const decoded = async (bytes: Uint8Array): Promise<Pixels> => {
  const { data, info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height, channels: info.channels };
};

export const pixelAt = ({ data, width, channels }: Pixels, x: number, y: number): readonly number[] => [
  ...data.subarray((y * width + x) * channels, (y * width + x + 1) * channels),
];

/** Largest difference between two colours in any channel. */
export const distance = (a: readonly number[], b: readonly number[]): number =>
  Math.max(...a.map((value, channel) => Math.abs(value - (b[channel] ?? NaN))));

/** Peak signal-to-noise ratio in decibels of two pictures of one size: 40 is hard to tell apart, 30 is not. */
export const psnr = (a: Pixels, b: Pixels): number => {
  const same = a.width === b.width && a.height === b.height && a.channels === b.channels;
  if (!same)
    throw new Error(`${a.width}x${a.height}x${a.channels} against ${b.width}x${b.height}x${b.channels}`);
  let squares = 0;
  for (let at = 0; at < a.data.length; at++) squares += ((a.data[at] ?? 0) - (b.data[at] ?? 0)) ** 2;
  return 10 * Math.log10((255 ** 2 * a.data.length) / squares);
};
