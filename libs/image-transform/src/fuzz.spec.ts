import { rejectionCodes } from '@image-pipeline/image-file';
import { createRandom, mutate } from '../fuzz/mutate.ts';
import { outcomeOf } from '../fuzz/outcome.ts';
import { seedMakers } from '../fuzz/seeds.ts';

/** A small slice of `npm run fuzz`, the same inputs every time. */
const inputsOfEach = 15;

describe('a damaged file', () => {
  const outcomes = new Set<string>();

  it.each(Object.entries(seedMakers))(
    'ends as ready or rejected with a code, in time: %s',
    async (_, make) => {
      const bytes = await make();
      expect(await outcomeOf(bytes)).toBe('ready');
      const random = createRandom(1);
      for (let input = 0; input < inputsOfEach; input++) {
        const outcome = await outcomeOf(mutate(bytes, random));
        expect(['ready', ...rejectionCodes]).toContain(outcome);
        outcomes.add(outcome);
      }
    },
  );

  it('ended in several ways, so the damage was neither too much nor too little', () => {
    expect([...outcomes]).toEqual(expect.arrayContaining(['ready', 'corrupt', 'unsupported-format']));
  });
});
