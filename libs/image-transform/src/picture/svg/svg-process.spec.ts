import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { ImageRejectedError } from '@image-pipeline/image-file';
import { defaultRecipes } from '../../recipes/default-recipes.ts';
import { renderVariants } from '../../render-variants.ts';
import { blackPng } from '../../testing/files.ts';
import { pixelAt } from '../../testing/images.ts';
import {
  childrenOf,
  drawn,
  filled,
  isRunning,
  pictureInside,
  slowSvg,
  svg,
} from '../../testing/svg-files.ts';
import { flags, startSvgChild } from './start-svg-child.ts';
import { answerOf } from './svg-answer.ts';
import { verdicts } from './svg-child.ts';

const mebibyte = 1024 * 1024;

/** Waits for what holds soon, for five seconds at most. */
const soon = async (holds: () => boolean): Promise<boolean> => {
  for (let wait = 0; wait < 100 && !holds(); wait++) await delay(50);
  return holds();
};

describe('the process that draws an SVG', () => {
  /** Jest may have started some of its own. */
  const others = new Set(childrenOf(process.pid));
  const drawing = () => childrenOf(process.pid).filter((child) => !others.has(child));

  it('is gone when the picture is there', async () => {
    await drawn(svg('width="900" height="900"', filled('lime')));
    expect(drawing()).toEqual([]);
  });

  it('is killed when time is up', async () => {
    const rendering = renderVariants(slowSvg(60), defaultRecipes, { maxMilliseconds: 700 });
    const rejection = expect(rendering).rejects.toMatchObject({ code: 'too-slow', context: { limit: 700 } });
    await delay(400);
    expect(drawing()).toHaveLength(1);
    await rejection;
    expect(await soon(() => drawing().length === 0)).toBe(true);
  });

  it('is killed when a picture of 144 megapixels in 25 kB takes too much memory, of its own alone', async () => {
    const bomb = pictureInside(blackPng(12_000, 12_000));
    expect(bomb.length).toBeLessThan(25_000);
    const before = process.memoryUsage.rss();
    let highest = before;
    const watch = setInterval(() => (highest = Math.max(highest, process.memoryUsage.rss())), 10);
    try {
      await expect(renderVariants(bomb, defaultRecipes, { maxPixels: 8_000_000 })).rejects.toMatchObject({
        code: 'too-much-memory',
        context: { limit: 128 * mebibyte + 8_000_000 * 15 },
      });
    } finally {
      clearInterval(watch);
    }
    expect(highest - before).toBeLessThan(100 * mebibyte);
    expect(drawing()).toEqual([]);
  });

  it('has memory for a picture inside of as many pixels as a photo may have', async () => {
    const picture = await drawn(pictureInside(blackPng(2800, 2800)), undefined, { maxPixels: 8_000_000 });
    expect(pixelAt(picture, 50, 50)).toEqual([0, 0, 0, 255]);
  });

  it('is one of several that do not mind each other', async () => {
    const colours = ['red', 'lime', 'blue', 'black'];
    const pictures = await Promise.all(
      colours.map((colour) => drawn(svg('width="300" height="300"', filled(colour)))),
    );
    expect(pictures.map((picture) => pixelAt(picture, 299, 299))).toEqual([
      [255, 0, 0, 255],
      [0, 255, 0, 255],
      [0, 0, 255, 255],
      [0, 0, 0, 255],
    ]);
    expect(drawing()).toEqual([]);
  });

  it('sees none of the variables of its parent', async () => {
    const rendering = renderVariants(slowSvg(60), defaultRecipes, { maxMilliseconds: 1000 });
    const rejection = expect(rendering).rejects.toMatchObject({ code: 'too-slow' });
    await soon(() => drawing().length > 0);
    const environment = readFileSync(`/proc/${drawing()[0]}/environ`, 'latin1');
    expect(
      environment.split('\0').filter((variable) => !/^(?:LD_LIBRARY_PATH|FONTCONFIG_\w+)=/.test(variable)),
    ).toEqual(['MALLOC_ARENA_MAX=2', '']);
    await rejection;
  });

  it('takes nothing for an SVG but an SVG', async () => {
    const png = blackPng(9, 9);
    const child = startSvgChild({ bytes: png.length, resolution: 72, width: 9, height: 9, maxMemory: 1e9 });
    child.stdin.write(png);
    expect(await answerOf(child, 9 * 9 * 4)).toMatchObject({
      verdict: verdicts.refused,
      pixels: undefined,
      complaint: expect.stringContaining('unsupported image format'),
    });
  });

  it.each([
    ['read what is not installed', `fs.readFileSync(${JSON.stringify(__filename)})`],
    ['write', 'fs.writeFileSync("never-written", "")'],
    ['start a process', 'require("node:child_process").spawnSync("true")'],
  ])('may not %s', async (_, attempt) => {
    const program = [
      ...flags(require.resolve('sharp')),
      '--eval',
      `const fs = require("node:fs"); ${attempt}`,
    ];
    const { stderr } = await promisify(execFile)(process.execPath, program).catch((error) => error);
    expect(stderr).toContain('ERR_ACCESS_DENIED');
  });

  it('draws the rest when there is no font for a text', async () => {
    process.env['FONTCONFIG_FILE'] = '/nowhere/fonts.conf';
    try {
      const text = '<text y="20" font-size="20">W</text><rect x="20" width="20" height="20"/>';
      const picture = await drawn(svg('width="40" height="20"', text));
      expect(pixelAt(picture, 30, 10)).toEqual([0, 0, 0, 255]);
    } finally {
      delete process.env['FONTCONFIG_FILE'];
    }
  });

  it('is no rejection of the image when it cannot even be started', async () => {
    const node = process.execPath;
    process.execPath = '/nowhere/node';
    try {
      const error: unknown = await drawn(svg('width="9" height="9"')).catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ message: 'no process to draw an SVG in', cause: { code: 'ENOENT' } });
    } finally {
      process.execPath = node;
    }
  });

  it.each([
    [
      'a crash of native code',
      'SIGSEGV',
      { code: 'corrupt', cause: { message: expect.stringContaining('SIGSEGV') } },
    ],
    ['whoever runs the machine', 'SIGKILL', { message: expect.stringContaining('ended with SIGKILL') }],
  ] as const)('says whose fault it is when it is ended by %s', async (_, signal, told) => {
    const rendering = renderVariants(slowSvg(60), defaultRecipes).catch((error: unknown) => error);
    await soon(() => drawing().length > 0);
    process.kill(drawing()[0]!, signal);
    const error = await rendering;
    expect(error).toMatchObject(told);
    expect(error instanceof ImageRejectedError).toBe('code' in told);
  });

  it('dies with its parent', async () => {
    const program = `
      import { rasteriseSvg } from ${JSON.stringify(pathToFileURL(require.resolve('./rasterise-svg.ts')).href)};
      import { slowSvg } from ${JSON.stringify(pathToFileURL(require.resolve('../../testing/svg-files.ts')).href)};
      const size = { width: 1000, height: 1000 };
      await rasteriseSvg(slowSvg(60), { ...size, maxMemory: 1e9 }, size, 60_000);`;
    const parent = spawn(process.execPath, ['--input-type=module', '--eval', program], { stdio: 'inherit' });
    const pid = parent.pid!;
    await soon(() => childrenOf(pid).length > 0);
    // Until it is busy drawing: an idle process ends by itself.
    await delay(400);
    const [orphan] = childrenOf(pid);
    expect(orphan).toBeDefined();
    parent.kill('SIGKILL');
    await once(parent, 'exit');
    expect(await soon(() => !isRunning(orphan!))).toBe(true);
  });
});
