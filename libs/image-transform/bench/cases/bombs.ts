import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { bombs } from '../../src/testing/bombs.ts';
import { compiled } from '../built.ts';
import type { Case } from '../case.ts';
import { measure } from '../measure.ts';
import { nativeMemory } from '../native-memory.ts';
import { phonePhoto } from '../photos.ts';
import { inScratch } from '../scratch.ts';
import { bareDecode } from './over-floor.ts';

const mostMebibytes = 50_000_000 / 1024 ** 2;
const child = fileURLToPath(new URL('../bomb-child.ts', import.meta.url));
const runs = 5;

interface Cost {
  readonly bomb: string;
  readonly outcome: string;
  /** Of CPU. */
  readonly milliseconds: number;
  readonly mebibytes: number;
}

/** Both cases read the same runs. */
let measured: Promise<readonly Cost[]> | undefined;
const costs = () => (measured ??= inScratch(refuseAll));

export const bombCases: readonly Case[] = [
  {
    name: 'dearest of the bombs, CPU of the bare decode of a 12 MP photo',
    // 50 ms where the decode takes 77.
    atMost: 0.65,
    async measure() {
      const { bytes } = await phonePhoto(12, 'srgb');
      const { decode } = await measure({ decode: () => bareDecode(bytes) }, runs);
      const all = await costs();
      const worst = all.reduce((a, b) => (b.milliseconds > a.milliseconds ? b : a));
      const detail = `${worst.milliseconds.toFixed(0)} of ${decode.cpu.toFixed(0)} ms CPU, ${told(worst, all)}`;
      return { ratio: worst.milliseconds / decode.cpu, runs, detail };
    },
  },
  {
    name: 'largest of the bombs in memory, of 50 MB',
    atMost: 1,
    async measure() {
      const all = await costs();
      const worst = all.reduce((a, b) => (b.mebibytes > a.mebibytes ? b : a));
      const detail = `${worst.mebibytes.toFixed(0)} MiB, ${told(worst, all)}`;
      return { ratio: worst.mebibytes / mostMebibytes, runs, detail };
    },
  },
];

const told = ({ bomb, outcome }: Cost, all: readonly Cost[]): string =>
  `${bomb}: ${outcome}; of ${all.length} bombs`;

const refuseAll = async (directory: string): Promise<readonly Cost[]> => {
  const script = await compiled(child, 'bomb.mjs', { format: 'esm', external: ['sharp'] });
  const file = `${directory}/bomb`;
  const all: Cost[] = [];
  for (const [bomb, make] of Object.entries(bombs)) {
    await writeFile(file, await make());
    const each: Omit<Cost, 'bomb'>[] = [];
    for (let run = 0; run < runs; run++) each.push(await refuse(script, file));
    all.push({ bomb, ...leastDisturbed(each) });
  }
  return all;
};

/** The cheapest run: a few milliseconds say more about what else the machine does. Memory is the most of any run. */
const leastDisturbed = (each: readonly Omit<Cost, 'bomb'>[]): Omit<Cost, 'bomb'> => {
  const cheapest = each.reduce((a, b) => (b.milliseconds < a.milliseconds ? b : a));
  return { ...cheapest, mebibytes: Math.max(...each.map(({ mebibytes }) => mebibytes)) };
};

const refuse = async (script: string, file: string): Promise<Omit<Cost, 'bomb'>> => {
  const env = { ...process.env, ...nativeMemory };
  const { stdout } = await promisify(execFile)(process.execPath, [script, file], { env });
  return JSON.parse(stdout) as Omit<Cost, 'bomb'>;
};
