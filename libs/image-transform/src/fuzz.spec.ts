import { rejectionCodes } from '@image-pipeline/image-file';
import { damage } from '../fuzz/damage.ts';
import { damagedSeedMakers, isUntellable, pixelsIn } from '../fuzz/damaged-seeds.ts';
import { createRandom, mutate } from '../fuzz/mutate.ts';
import { outcomeOf } from '../fuzz/outcome.ts';
import { damagedOutcome, shownBy } from '../fuzz/same-picture.ts';
import { seedMakers } from '../fuzz/seeds.ts';
import { photo } from './testing/images.ts';

/** A small slice of `npm run fuzz`, the same inputs every time. */
const inputsOfEach = 15;
const cutsOfEach = 8;

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

describe('a file that was cut off, or has zeros where some of it was', () => {
  it.each(
    Object.entries(damagedSeedMakers).filter(([name]) => !isUntellable({ name }) && !/TIFF/.test(name)),
  )('is not ready with another picture than whole: %s', async (name, make) => {
    const bytes = await make();
    const whole = await shownBy(bytes);
    const random = createRandom(1);
    const outcomes = new Set<string>();
    for (let input = 0; input < cutsOfEach; input++) {
      const damaged = damage(bytes, random, pixelsIn({ name, bytes }));
      const outcome = await damagedOutcome(damaged.bytes, whole);
      expect([damaged.what, outcome]).not.toEqual([damaged.what, 'otherwise']);
      outcomes.add(outcome);
    }
    expect([...outcomes]).toContain('corrupt');
  });

  it('is as before where nothing of it is missing', async () => {
    const bytes = await photo(40, 30).jpeg().toBuffer();
    const whole = await shownBy(bytes);
    expect(await damagedOutcome(Buffer.concat([bytes, Buffer.alloc(99)]), whole)).toBe('as before');
    expect(await damagedOutcome(await photo(40, 30).negate().jpeg().toBuffer(), whole)).toBe('otherwise');
  });
});
