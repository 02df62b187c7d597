/**
 * Compares `renderVariants` with one sharp pipeline for each variant, on a 12-megapixel photo.
 * `--json` prints one JSON object for each scenario; `--rounds N` repeats N times (default 7).
 */
import { parseArgs } from 'node:util';
import { defaultRecipes, renderVariants, type Recipe } from '../src/index.ts';
import { measure } from './measure.ts';
import { renderNaively } from './naive.ts';
import { testPhoto } from './test-photo.ts';

const fourJpegs: readonly Recipe[] = [
  { name: 'thumb', fit: 'cover', width: 200, height: 200, format: 'jpeg' },
  { name: 'small', fit: 'width', width: 640, format: 'jpeg' },
  { name: 'medium', fit: 'width', width: 1280, format: 'jpeg' },
  { name: 'large', fit: 'width', width: 1920, format: 'jpeg' },
];

/** What every variant must measure, or the comparison compares different work. */
const expectedSizes = 'thumb 200x200, small 640x853, medium 1280x1707, large 1920x2560';

const scenarios = [
  { name: 'four JPEGs, sRGB profile', profile: 'srgb', recipes: fourJpegs },
  { name: 'default set, sRGB profile', profile: 'srgb', recipes: defaultRecipes },
  { name: 'four JPEGs, Display P3 profile', profile: 'p3', recipes: fourJpegs },
] as const;

const { values: options } = parseArgs({
  options: { json: { type: 'boolean', default: false }, rounds: { type: 'string', default: '7' } },
});

for (const { name, profile, recipes } of scenarios) {
  const photo = await testPhoto(profile);
  const ways = {
    naive: async () => requireSizes('naive', await renderNaively(photo, recipes)),
    ours: async () => requireSizes('ours', (await renderVariants(photo, recipes)).variants),
  };
  const { naive, ours } = await measure(ways, Number(options.rounds));
  const ratio = { cpu: ours.cpu / naive.cpu, wall: ours.wall / naive.wall };
  const result = { scenario: name, photoBytes: photo.length, naive, ours, ratio };
  process.stdout.write(`${options.json ? JSON.stringify(result) : describe(result)}\n`);
}

function requireSizes(way: string, variants: readonly { name: string; width: number; height: number }[]) {
  const sizes = variants.map(({ name, width, height }) => `${name} ${width}x${height}`).join(', ');
  if (sizes !== expectedSizes) throw new Error(`${way} made ${sizes} instead of ${expectedSizes}`);
}

function describe({
  scenario,
  naive,
  ours,
  ratio,
}: {
  scenario: string;
  naive: { cpu: number; wall: number };
  ours: { cpu: number; wall: number };
  ratio: { cpu: number; wall: number };
}): string {
  const ms = (value: number) => `${value.toFixed(0)} ms`;
  return [
    scenario,
    `  naive  CPU ${ms(naive.cpu)}, wall ${ms(naive.wall)}`,
    `  ours   CPU ${ms(ours.cpu)}, wall ${ms(ours.wall)}`,
    `  ratio  CPU ${ratio.cpu.toFixed(3)}, wall ${ratio.wall.toFixed(3)}`,
  ].join('\n');
}
