import { LimitError } from '@image-pipeline/image-file';
import fc from 'fast-check';
import { limitsForMemory } from './limits-for-memory.ts';
import { defaultLimits, parseLimits } from './render-limits.ts';

const megabytes = fc.integer({ min: 384, max: 10_240 });

describe('limitsForMemory', () => {
  it.each([
    [384, 24, 7_000_000, 2170, 1628],
    [512, 32, 15_000_000, 2894, 2170],
    [1024, 64, 49_000_000, 5788, 4341],
    [1769, 100, 98_000_000, 10_000, 7500],
    [10_240, 100, 690_000_000, 10_000, 7500],
  ])(
    'of %i MB allows %i MiB, %i pixels, %i ms of AVIF and %i ms of animation',
    (memory, mebibytes, maxPixels, maxAvifMilliseconds, maxAnimationMilliseconds) => {
      expect(limitsForMemory(memory)).toEqual({
        ...defaultLimits,
        maxBytes: mebibytes * 1024 * 1024,
        maxPixels,
        maxAvifMilliseconds,
        maxAnimationMilliseconds,
      });
    },
  );

  it('never promises more than the memory there is', () => {
    fc.assert(
      fc.property(megabytes, (memory) => {
        const { maxBytes, maxPixels } = limitsForMemory(memory);
        expect(maxBytes + maxPixels * 15 + 256 * 1024 * 1024).toBeLessThanOrEqual(memory * 1024 * 1024);
      }),
    );
  });

  it('never allows less for more memory, and nothing that is refused as a limit', () => {
    fc.assert(
      fc.property(megabytes, megabytes, (a, b) => {
        const [less, more] = [limitsForMemory(Math.min(a, b)), limitsForMemory(Math.max(a, b))];
        expect(less.maxPixels).toBeLessThanOrEqual(more.maxPixels);
        expect(less.maxBytes).toBeLessThanOrEqual(more.maxBytes);
        expect(parseLimits(less)).toEqual(less);
      }),
    );
  });

  it.each([383, 10_241, 1769.5, NaN, '1769'])('refuses %p', (memory) => {
    expect(() => limitsForMemory(memory as number)).toThrow(LimitError);
    expect(() => limitsForMemory(memory as number)).toThrow('Expected a whole number from 384 to 10240');
  });
});
