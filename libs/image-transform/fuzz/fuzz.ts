/**
 * Damages a small file of every kind again and again, and renders what comes of it.
 * Every input must end as `ready` or rejected with a code, within its time, in a process that goes on and stays small.
 * Then cuts files off and fills parts of them with zeros: none but a WebP may be `ready` and show something else than whole.
 *
 *   --inputs N       how many (default 10000)
 *   --cuts N         how many are cut off or get zeros (default 2000)
 *   --seed N         where chance starts (default 1); the same seed gives the same inputs
 *   --corpus DIR     instead of damaging anything, renders every file below DIR that is named like an image
 *
 * Prints how many ended how. Exits with 1 when one ended otherwise, and keeps its bytes; or when memory grew.
 * A crash of a decoder ends the process: the last line it printed tells seed and number of the batch.
 */
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { damage } from './damage.ts';
import { isUntellable, makeDamagedSeeds, pixelsIn } from './damaged-seeds.ts';
import { createRandom, mutate } from './mutate.ts';
import { outcomeOf } from './outcome.ts';
import { damagedOutcome, shownBy } from './same-picture.ts';
import { imagesBelow, isSlow, makeSeeds, type Seed } from './seeds.ts';

const { values: options } = parseArgs({
  options: {
    inputs: { type: 'string', default: '10000' },
    cuts: { type: 'string', default: '2000' },
    seed: { type: 'string', default: '1' },
    corpus: { type: 'string' },
  },
});

/**
 * Of the whole process. Inputs may claim 4 million pixels at most: 4 at a time, decoded and scaled, and a thread with
 * libheif's memory need less; 586 were seen in 12,000 inputs, and no more in twice as many.
 */
const maxMiB = 640;

/** As many at a time as keep two processors busy. */
const batch = 4;

/** libvips has one buffer of messages: a variant that is read back beside a failure would take its words. */
const oneAtATime = 1;

const counts = new Map<string, number>();
const failures: string[] = [];
const count = (outcome: string) => counts.set(outcome, (counts.get(outcome) ?? 0) + 1);

process.on('unhandledRejection', (reason) => {
  failures.push(`unhandled rejection: ${String(reason)}`);
});

const before = performance.now();

interface Input extends Seed {
  /** How it ends; throws when it does as it may not. */
  readonly outcome: () => Promise<string>;
}

const judge = async ({ name, bytes, outcome }: Input): Promise<void> => {
  try {
    const ended = await outcome();
    count(ended);
    if (options.corpus !== undefined && ended !== 'ready') process.stdout.write(`  ${ended}: ${name}\n`);
  } catch (error) {
    const directory = await mkdtemp(join(tmpdir(), 'image-fuzz-'));
    await writeFile(join(directory, 'input'), bytes);
    failures.push(`${name}: ${error instanceof Error ? error.message : String(error)}; kept in ${directory}`);
  }
};

const judgeAll = async (inputs: AsyncIterable<Input>, atOnce = batch): Promise<void> => {
  let waiting: Promise<void>[] = [];
  for await (const input of inputs) {
    waiting.push(judge(input));
    if (waiting.length < atOnce) continue;
    await Promise.all(waiting);
    waiting = [];
  }
  await Promise.all(waiting);
};

if (options.corpus === undefined) {
  await judgeAll(mutated());
  await judgeAll(cutOff(), oneAtATime);
} else await judgeAll(found(options.corpus));

const report = (): void => {
  const seconds = (performance.now() - before) / 1000;
  const total = [...counts.values()].reduce((sum, each) => sum + each, failures.length);
  const peak = process.resourceUsage().maxRSS / 1024;
  for (const [outcome, times] of [...counts].sort(([, a], [, b]) => b - a)) {
    process.stdout.write(`${String(times).padStart(7)}  ${outcome}\n`);
  }
  process.stdout.write(`${String(failures.length).padStart(7)}  otherwise\n`);
  for (const failure of failures) process.stdout.write(`         ${failure}\n`);
  process.stdout.write(`${total} inputs in ${seconds.toFixed(1)} s, at most ${peak.toFixed(0)} MiB\n`);
  const tooLarge = options.corpus === undefined && peak > maxMiB;
  if (tooLarge) process.stdout.write(`that is more than ${maxMiB} MiB\n`);
  if (failures.length > 0 || tooLarge) process.exitCode = 1;
};
report();

async function* found(directory: string): AsyncGenerator<Input> {
  for await (const seed of imagesBelow(directory))
    yield { ...seed, outcome: () => outcomeOf(seed.bytes, {}) };
}

async function* mutated(): AsyncGenerator<Input> {
  const random = createRandom(Number(options.seed));
  const total = Number(options.inputs);
  const turns = takingTurns(await makeSeeds());
  for (let input = 0; input < total; input++) {
    const { name, bytes: original } = turns.next().value;
    if (input % 1000 === 0) process.stdout.write(`input ${input} of ${total}, seed ${options.seed}\n`);
    const bytes = mutate(original, random);
    yield { name: `${name}, input ${input}`, bytes, outcome: () => outcomeOf(bytes) };
  }
}

async function* cutOff(): AsyncGenerator<Input> {
  const random = createRandom(Number(options.seed));
  const total = Number(options.cuts);
  const turns = takingTurns(await makeDamagedSeeds());
  const shown = new Map<string, Awaited<ReturnType<typeof shownBy>>>();
  for (let input = 0; input < total; input++) {
    const seed = turns.next().value;
    const whole = shown.get(seed.name) ?? (await shownBy(seed.bytes));
    shown.set(seed.name, whole);
    if (input % 1000 === 0) process.stdout.write(`cut ${input} of ${total}, seed ${options.seed}\n`);
    const { what, bytes } = damage(seed.bytes, random, pixelsIn(seed));
    const outcome = async (): Promise<string> => {
      const ended = `cut off or in zeros: ${await damagedOutcome(bytes, whole)}`;
      if (!ended.endsWith('otherwise')) return ended;
      if (isUntellable(seed)) return `${ended}, which only a WebP may be`;
      throw new Error('ready, and shows something else than whole');
    };
    yield { name: `${seed.name}, ${what}`, bytes, outcome };
  }
}

/** All of them over and over; those that cost a process or a decoder each only in every fourth round. */
function* takingTurns(seeds: readonly Seed[]): Generator<Seed, never> {
  for (let round = 0; ; round++) {
    for (const seed of seeds) if (round % 4 === 0 || !isSlow(seed)) yield seed;
  }
}
