import { readdirSync, readFileSync } from 'node:fs';
import type { Size } from '../geometry/size.ts';
import { defaultLimits, type RenderLimits } from '../limits/render-limits.ts';
import { rasteriseSvg } from '../picture/svg/rasterise-svg.ts';
import { openImage, type Drawing } from '../source/open-image.ts';
import type { Pixels } from './images.ts';

/** An SVG with these attributes on its root. */
export const svg = (attributes: string, body = ''): Buffer =>
  Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" ${attributes}>${body}</svg>`,
  );

/** A rectangle over all of a drawing. */
export const filled = (colour: string): string => `<rect width="100%" height="100%" fill="${colour}"/>`;

/** A PNG stretched over all of a drawing of 100 x 100. */
export const pictureInside = (png: Buffer): Buffer =>
  svg(
    'width="100" height="100"',
    `<image width="100" height="100" href="data:image/png;base64,${png.toString('base64')}"/>`,
  );

/** Draws an SVG by itself, at its own size unless another is given. */
export const drawn = async (
  bytes: Uint8Array,
  size?: Size,
  limits: Partial<RenderLimits> = {},
): Promise<Pixels> => {
  const { header, drawing } = await openImage(bytes, { ...defaultLimits, ...limits });
  const { picture } = await rasteriseSvg(bytes, drawing as Drawing, size ?? header, 20_000);
  return { ...picture, data: Buffer.from(picture.pixels) };
};

/** Processes that a process has started and that are still there, zombies among them. Linux only. */
export const childrenOf = (parent: number): number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && stateOf(Number(name))?.parent === parent)
    .map(Number);

/** Whether a process is there and no zombie, which only waits for its parent to ask. Linux only. */
export const isRunning = (process: number): boolean => !['Z', undefined].includes(stateOf(process)?.state);

const stateOf = (process: number): { state: string | undefined; parent: number } | undefined => {
  try {
    // proc(5): the name in parentheses may hold anything, then come state and parent.
    const stat = readFileSync(`/proc/${process}/stat`, 'latin1');
    const [state, parent] = stat.slice(stat.lastIndexOf(') ') + 2).split(' ');
    return { state, parent: Number(parent) };
  } catch (error) {
    // Gone in the meantime.
    if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
};

/** Takes about a second of a processor for each: a shape is spread out by half of the picture's side. */
export const slowSvg = (seconds: number): Buffer =>
  svg(
    'width="1000" height="1000"',
    '<filter id="f"><feMorphology operator="dilate" radius="250"/></filter>' +
      '<rect width="800" height="800" filter="url(#f)"/>'.repeat(seconds),
  );
