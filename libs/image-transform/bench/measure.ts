/** Does the work once. What ran in another process gives the CPU time that it took there: a number, in milliseconds. */
export type Way = () => Promise<unknown>;

/** What one way of doing the work takes, in milliseconds; medians over the runs. */
export interface Measurement {
  readonly cpu: number;
  readonly wall: number;
}

/**
 * Measures ways of doing the same work turn by turn: whatever else the machine does slows all of them alike, so
 * their ratios hold where absolute times do not. A first run of each warms up and does not count.
 * CPU time is that of all threads of the process, libvips' among them.
 */
export const measure = async <Name extends string>(
  ways: Readonly<Record<Name, Way>>,
  runs: number,
): Promise<Record<Name, Measurement>> => {
  const names = Object.keys(ways) as Name[];
  const taken = new Map<Name, Measurement[]>(names.map((name) => [name, []]));
  for (let run = 0; run <= runs; run++) {
    for (const name of names) {
      const time = await timeOf(ways[name]);
      if (run > 0) taken.get(name)?.push(time);
    }
  }
  const medians = names.map((name) => [name, medianOf(taken.get(name) ?? [])] as const);
  return Object.fromEntries(medians) as Record<Name, Measurement>;
};

const timeOf = async (way: Way): Promise<Measurement> => {
  const cpuBefore = process.cpuUsage();
  const before = performance.now();
  const elsewhere = await way();
  const wall = performance.now() - before;
  const { user, system } = process.cpuUsage(cpuBefore);
  return { cpu: typeof elsewhere === 'number' ? elsewhere : (user + system) / 1000, wall };
};

const medianOf = (runs: readonly Measurement[]): Measurement => ({
  cpu: median(runs.map(({ cpu }) => cpu)),
  wall: median(runs.map(({ wall }) => wall)),
});

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
