/** What one way of doing the work takes, in milliseconds; medians over the rounds. */
export interface Measurement {
  readonly cpu: number;
  readonly wall: number;
}

/**
 * Measures several ways of doing the same work in one process, turn by turn: whatever else the machine does
 * slows all of them alike, so their ratios hold where absolute times do not. The first round warms up.
 */
export async function measure<Name extends string>(
  ways: Readonly<Record<Name, () => Promise<unknown>>>,
  rounds: number,
): Promise<Record<Name, Measurement>> {
  const names = Object.keys(ways) as Name[];
  const runs = new Map<Name, Measurement[]>(names.map((name) => [name, []]));
  for (let round = 0; round <= rounds; round++) {
    for (const name of names) {
      const run = await time(ways[name]);
      if (round > 0) runs.get(name)?.push(run);
    }
  }
  const medians = names.map((name) => [name, medianOf(runs.get(name) ?? [])] as const);
  return Object.fromEntries(medians) as Record<Name, Measurement>;
}

async function time(work: () => Promise<unknown>): Promise<Measurement> {
  const cpuBefore = process.cpuUsage();
  const before = performance.now();
  await work();
  const wall = performance.now() - before;
  const { user, system } = process.cpuUsage(cpuBefore);
  return { cpu: (user + system) / 1000, wall };
}

const medianOf = (runs: readonly Measurement[]): Measurement => ({
  cpu: median(runs.map(({ cpu }) => cpu)),
  wall: median(runs.map(({ wall }) => wall)),
});

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
