import fc from 'fast-check';
import { thePromise } from './promise.ts';

describe('the promise under S3 delivery', () => {
  it('holds for every history, order, repetition, interleaving, failure and end of a process', async () => {
    await fc.assert(thePromise, { numRuns: 2000 });
  });
});
