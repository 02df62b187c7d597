import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { bombs } from '../../src/testing/bombs.ts';
import { compiled } from '../built.ts';
import type { Case } from '../case.ts';
import { nativeMemory } from '../native-memory.ts';
import { inScratch } from '../scratch.ts';

const most = { milliseconds: 50, mebibytes: 50_000_000 / 1024 ** 2 } as const;
const child = fileURLToPath(new URL('../bomb-child.ts', import.meta.url));
const runs = 5;

interface Cost {
  readonly bomb: string;
  readonly outcome: string;
  readonly milliseconds: number;
  readonly mebibytes: number;
}

/** Both cases read the same runs. */
let measured: Promise<readonly Cost[]> | undefined;
const costs = () => (measured ??= inScratch(refuseAll));

export const bombCases: readonly Case[] = [
  { name: 'dearest of the bombs, of 50 ms', atMost: 1, measure: () => dearest('milliseconds', 'ms') },
  { name: 'largest of the bombs in memory, of 50 MB', atMost: 1, measure: () => dearest('mebibytes', 'MiB') },
];

const dearest = async (figure: keyof typeof most, unit: string) => {
  const all = await costs();
  const worst = all.reduce((a, b) => (b[figure] > a[figure] ? b : a));
  const detail = `${worst[figure].toFixed(0)} ${unit}, ${worst.bomb}: ${worst.outcome}; of ${all.length} bombs`;
  return { ratio: worst[figure] / most[figure], runs, detail };
};

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

/** The quickest run: a few milliseconds say more about what else the machine does. Memory is the most of any run. */
const leastDisturbed = (each: readonly Omit<Cost, 'bomb'>[]): Omit<Cost, 'bomb'> => {
  const quickest = each.reduce((a, b) => (b.milliseconds < a.milliseconds ? b : a));
  return { ...quickest, mebibytes: Math.max(...each.map(({ mebibytes }) => mebibytes)) };
};

const refuse = async (script: string, file: string): Promise<Omit<Cost, 'bomb'>> => {
  const env = { ...process.env, ...nativeMemory };
  const { stdout } = await promisify(execFile)(process.execPath, [script, file], { env });
  return JSON.parse(stdout) as Omit<Cost, 'bomb'>;
};
