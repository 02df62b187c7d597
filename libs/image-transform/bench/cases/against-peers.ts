import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import type { Recipe } from '../../src/recipes/recipe.ts';
import { renderVariants } from '../../src/render-variants.ts';
import { PeerAbsent, type Case, type Outcome } from '../case.ts';
import { measure, type Way } from '../measure.ts';
import { phonePhoto, type Photo } from '../photos.ts';
import { cpuOf, findProgram, startServer } from '../programs.ts';
import { inScratch } from '../scratch.ts';
import { fourJpegs, requireSizes } from '../sizes.ts';

const pillowScript = fileURLToPath(new URL('../pillow.py', import.meta.url));
const thumbOnly = fourJpegs.slice(0, 1);

export const againstPeers: readonly Case[] = [
  {
    name: "four JPEGs from 12 MP, CPU of Pillow's best (one drafted decode, cascade)",
    atMost: 0.55,
    measure: (runs) => inScratch((directory) => againstPillow(directory, runs)),
  },
  {
    name: 'one thumbnail from 12 MP, CPU of djpeg -scale 1/8',
    atMost: 1.1,
    measure: (runs) => inScratch((directory) => againstDjpeg(directory, runs)),
  },
  {
    name: 'four JPEGs from 12 MP, CPU of vipsthumbnail, once for each',
    measure: (runs) => inScratch((directory) => againstVipsthumbnail(directory, runs)),
  },
  {
    name: 'four JPEGs from 12 MP, CPU of ImageMagick, one command',
    measure: (runs) => inScratch((directory) => againstImageMagick(directory, runs)),
  },
  {
    name: 'one thumbnail from 12 MP, CPU of jimp',
    measure: (runs) => againstJimp(Math.min(runs, 3)),
  },
];

const againstPillow = async (directory: string, runs: number): Promise<Outcome> => {
  const ask = ['-c', 'import PIL; print("Pillow", PIL.__version__)'] as const;
  // A Python that was put first in the path may know nothing of the system's packages.
  const python = await findProgram(
    'Pillow',
    [
      ['python3', ...ask],
      ['/usr/bin/python3', ...ask],
    ],
    /Pillow [\d.]+/,
  );
  const { photo, file } = await storedPhoto(directory);
  const server = startServer(python.command, pillowScript, file);
  try {
    return await compare(python.version, photo, fourJpegs, runs, async () => {
      const { cpu, made } = JSON.parse(await server.ask());
      requireSizes('Pillow', photo.size, fourJpegs, made);
      return cpu;
    });
  } finally {
    await server.close();
  }
};

const againstDjpeg = async (directory: string, runs: number): Promise<Outcome> => {
  const { command, version } = await findProgram(
    'djpeg',
    [['djpeg', '-version']],
    /libjpeg-turbo version [\d.]+/,
  );
  const { photo, file } = await storedPhoto(directory);
  return compare(version, photo, thumbOnly, runs, () =>
    cpuOf(command, ['-scale', '1/8', '-outfile', `${directory}/eighth.ppm`, file]),
  );
};

const againstVipsthumbnail = async (directory: string, runs: number): Promise<Outcome> => {
  const asked = [['vipsthumbnail', '--vips-version']] as const;
  const { command, version } = await findProgram('vipsthumbnail', asked, /libvips [\d.]+/);
  const { photo, file } = await storedPhoto(directory);
  return compare(version, photo, fourJpegs, runs, async () => {
    let cpu = 0;
    for (const recipe of fourJpegs) {
      const size = recipe.fit === 'width' ? [`${recipe.width}x`] : ['200x200', '--smartcrop', 'centre'];
      cpu += await cpuOf(command, [file, '--size', ...size, '-o', `${directory}/${recipe.name}.jpg[Q=80]`]);
    }
    await requireFiles('vipsthumbnail', directory, photo);
    return cpu;
  });
};

const againstImageMagick = async (directory: string, runs: number): Promise<Outcome> => {
  const asked = ['magick', 'convert', '/usr/bin/convert'].map((command) => [command, '-version'] as const);
  const { command, version } = await findProgram('ImageMagick', asked, /ImageMagick \d[\d.-]+/);
  const { photo, file } = await storedPhoto(directory);
  const write = (name: string, ...change: readonly string[]) =>
    ['(', '+clone', ...change, '-write', `${directory}/${name}.jpg`, '+delete', ')'] as const;
  const outputs = fourJpegs.flatMap((recipe) =>
    recipe.fit === 'width'
      ? write(recipe.name, '-resize', `${recipe.width}x`)
      : write(recipe.name, '-resize', '200x200^', '-gravity', 'center', '-extent', '200x200'),
  );
  return compare(version, photo, fourJpegs, runs, async () => {
    const cpu = await cpuOf(command, [file, '-auto-orient', '-strip', '-quality', '80', ...outputs, 'null:']);
    await requireFiles('ImageMagick', directory, photo);
    return cpu;
  });
};

const againstJimp = async (runs: number): Promise<Outcome> => {
  const name = 'jimp';
  const { Jimp } = await import(name).catch(() => {
    throw new PeerAbsent('jimp is not installed');
  });
  const photo = await phonePhoto(12, 'srgb');
  return compare('jimp', photo, thumbOnly, runs, async () => {
    const picture = await Jimp.read(photo.bytes);
    await picture.cover({ w: 200, h: 200 }).getBuffer('image/jpeg', { quality: 80 });
    requireSizes('jimp', photo.size, thumbOnly, [{ name: 'thumb', ...picture.bitmap }]);
  });
};

const storedPhoto = async (directory: string): Promise<{ photo: Photo; file: string }> => {
  const photo = await phonePhoto(12, 'srgb');
  const file = `${directory}/photo.jpg`;
  await writeFile(file, photo.bytes);
  return { photo, file };
};

const compare = async (
  name: string,
  { bytes, size }: Photo,
  recipes: readonly Recipe[],
  runs: number,
  peer: Way,
): Promise<Outcome> => {
  const ours = async () =>
    requireSizes('ours', size, recipes, (await renderVariants(bytes, recipes)).variants);
  const taken = await measure({ peer, ours }, runs);
  const detail = `${taken.ours.cpu.toFixed(0)} of ${taken.peer.cpu.toFixed(0)} ms CPU; ${name}`;
  return { ratio: taken.ours.cpu / taken.peer.cpu, runs, detail };
};

const requireFiles = async (way: string, directory: string, photo: Photo): Promise<void> => {
  const made = fourJpegs.map(async ({ name }) => {
    const { width, height } = await sharp(await readFile(`${directory}/${name}.jpg`)).metadata();
    return { name, width, height };
  });
  requireSizes(way, photo.size, fourJpegs, await Promise.all(made));
};
