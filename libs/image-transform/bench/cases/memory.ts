import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { compiled } from '../built.ts';
import type { Case } from '../case.ts';
import { nativeMemory } from '../native-memory.ts';
import { phonePhoto, photoPixels } from '../photos.ts';
import { inScratch } from '../scratch.ts';

const limitMiB = 150;
const child = fileURLToPath(new URL('../memory-child.ts', import.meta.url));

/** Both cases read the same run: it takes minutes. */
let measured: Promise<readonly [after200: number, after500: number]> | undefined;
const peaks = () => (measured ??= inScratch(renderInChild));

export const memory: readonly Case[] = [
  {
    name: `peak memory over 500 mixed images in the function's environment, of ${limitMiB} MiB`,
    atMost: 1,
    async measure() {
      const [, peak] = await peaks();
      return { ratio: peak / limitMiB, runs: 1, detail: `${peak.toFixed(0)} MiB, Node.js included` };
    },
  },
  {
    name: 'peak memory after 500 mixed images, of that after 200',
    atMost: 1.05,
    async measure() {
      const [early, late] = await peaks();
      return { ratio: late / early, runs: 1, detail: `${late.toFixed(1)} of ${early.toFixed(1)} MiB` };
    },
  },
];

const renderInChild = async (directory: string): Promise<readonly [number, number]> => {
  for (const [name, bytes] of Object.entries(await mixedImages()))
    await writeFile(`${directory}/${name}`, bytes);
  const script = await compiled(child, 'memory.mjs', { format: 'esm', external: ['sharp'] });
  const env = { ...process.env, ...nativeMemory };
  const { stdout } = await promisify(execFile)(process.execPath, [script, directory], { env });
  return JSON.parse(stdout);
};

/** One of each format that people upload, in the sizes they come in. */
const mixedImages = async (): Promise<Record<string, Uint8Array>> => {
  const size = { width: 1600, height: 1200 };
  const picture = sharp(await photoPixels(size), { raw: { ...size, channels: 3 } });
  const frame = { width: 400, height: 300 };
  const frames = { width: 400, height: 3000, channels: 3, pageHeight: 300 } as const;
  const animation = sharp(Buffer.concat(Array(10).fill(await photoPixels(frame))), { raw: frames });
  return {
    'a.jpg': (await phonePhoto(12, 'srgb')).bytes,
    'b.png': await picture.clone().ensureAlpha(0.5).png().toBuffer(),
    'c.webp': await picture.clone().webp().toBuffer(),
    'd.gif': await animation.gif({ effort: 1 }).toBuffer(),
    'e.jpg': (await phonePhoto(3, 'p3')).bytes,
  };
};
