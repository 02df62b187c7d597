import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { noise, photo, plant, pngHeader } from './support/images.ts';
import { Workplace } from './support/imgpipe.ts';

interface Outcome {
  file: string;
  status: string;
  width?: number;
  height?: number;
  rejection?: { code: string; message: string };
  variants?: { name: string; width: number; height: number; format: string; bytes: number; file: string }[];
}

const here = new Workplace();
afterAll(() => here.clear());

const outcomesIn = (stdout: string): Record<string, Outcome> =>
  Object.fromEntries(
    stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Outcome)
      .map((outcome) => [outcome.file, outcome]),
  );

it('takes good and bad files to their records, and the variants through the CDN into files', async () => {
  const canyon = await readFile(photo('black-canyon'));
  await plant(here.folder, {
    'in/canyon.jpg': canyon,
    'in/again/canyon.jpg': { copyOf: photo('nagasaki-boats') },
    'in/100% +1 ünï\u202e.jpg': await noise(300, 400),
    'in/text.jpg': 'This is no picture.',
    'in/empty.jpg': '',
    'in/truncated.jpg': canyon.subarray(0, 20_000),
    'in/bomb.png': pngHeader(64_000, 64_000),
  });

  const run = here.imgpipe('process', 'in', '--json', '--out', 'out');
  const { code, stdout, stderr } = await run.ended;

  expect({ code, stderr }).toEqual({
    code: 1,
    stderr: expect.stringContaining('3 ready, 4 rejected, 0 failed'),
  });
  const outcomes = outcomesIn(stdout);
  expect(
    Object.fromEntries(
      Object.entries(outcomes).map(([file, { status, rejection }]) => [file, rejection?.code ?? status]),
    ),
  ).toEqual({
    'in/canyon.jpg': 'ready',
    'in/again/canyon.jpg': 'ready',
    'in/100% +1 ünï\u202e.jpg': 'ready',
    'in/text.jpg': 'unsupported-format',
    'in/empty.jpg': 'empty',
    'in/truncated.jpg': 'corrupt',
    'in/bomb.png': 'too-many-pixels',
  });
  // Alphabetical order: in/100…, in/again/canyon.jpg, …, in/canyon.jpg. The later of two equal names is numbered.
  expect((await readdir(join(here.folder, 'out'))).sort()).toEqual([
    '100% +1 ünï_.jpg',
    'canyon.jpg',
    'canyon.jpg (2)',
  ]);
  await expectVariants(outcomes['in/again/canyon.jpg']!, 'out/canyon.jpg');
  await expectVariants(outcomes['in/canyon.jpg']!, 'out/canyon.jpg (2)');
  expect(run.leftovers()).toEqual([]);
});

/** The saved files are what the record says, pixel for pixel and byte for byte. */
const expectVariants = async ({ variants = [] }: Outcome, folder: string): Promise<void> => {
  expect(variants.map(({ name, file }) => [name, file])).toEqual([
    ['thumb', join(folder, 'thumb.jpg')],
    ['small', join(folder, 'small.webp')],
    ['medium', join(folder, 'medium.webp')],
    ['large', join(folder, 'large.webp')],
  ]);
  for (const { file, width, height, format, bytes } of variants) {
    const data = await readFile(join(here.folder, file));
    expect(data).toHaveLength(bytes);
    expect(await sharp(data).metadata()).toMatchObject({ width, height, format });
  }
  expect(variants[0]).toMatchObject({ width: 200, height: 200, format: 'jpeg' });
  expect(variants[1]).toMatchObject({ width: 640, format: 'webp' });
};

it('prints a table for people and exits with 0 when every image is ready', async () => {
  await plant(here.folder, { 'photo.jpg': { copyOf: photo('locomotion-house-cat') } });
  const { code, stdout, stderr } = await here.imgpipe('process', 'photo.jpg').ended;
  expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringContaining('--out DIR keeps them') });
  expect(stdout).toMatch(
    /^FILE +STATUS [^\n]+\nphoto\.jpg +ready +\d+×\d+ +jpeg +\d+ +thumb 200×200, small 640×\d+, [^\n]+\n$/,
  );
});

it('ends quietly, and leaves nothing, when nobody reads on', async () => {
  await plant(
    here.folder,
    Object.fromEntries(Array.from({ length: 30 }, (_, n) => [`many/${n}.jpg`, `no picture ${n}`])),
  );
  await plant(here.folder, { 'many/z.jpg': await noise(1500, 1500) });
  const run = here.shell('{ imgpipe process many --json; echo "exit $?" >&2; } | head -n 1');
  const { stdout, stderr } = await run.ended;
  expect(stdout.split('\n')).toHaveLength(2);
  expect(stderr).toMatch(/\nexit 141\n$/);
  expect(stderr).not.toMatch(/EPIPE|Error|^\s+at /m);
  expect(run.leftovers()).toEqual([]);
});
