import { createRandom, mutate } from '../fuzz/mutate.ts';
import { outcomeOf } from '../fuzz/outcome.ts';
import { makeSeeds } from '../fuzz/seeds.ts';
import { rejectionCodes } from './errors.ts';

/** A small slice of `npm run fuzz`: the same inputs every time. */
const inputsOfEach = 15;

describe('a damaged file of any kind', () => {
  it('ends as ready or rejected with a code, in time', async () => {
    const random = createRandom(1);
    const outcomes = new Set<string>();
    for (const { name, bytes } of await makeSeeds()) {
      expect([name, await outcomeOf(bytes)]).toEqual([name, 'ready']);
      for (let input = 0; input < inputsOfEach; input++) outcomes.add(await outcomeOf(mutate(bytes, random)));
    }
    expect(['ready', ...rejectionCodes]).toEqual(expect.arrayContaining([...outcomes]));
    expect([...outcomes]).toEqual(expect.arrayContaining(['ready', 'corrupt', 'unsupported-format']));
  });
});
