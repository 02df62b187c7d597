import { LimitError } from '@image-pipeline/image-file';
import { defaultLimits, parseLimits } from './render-limits.ts';

describe('parseLimits', () => {
  it('fills in what is left out', () => {
    expect(parseLimits({})).toEqual(defaultLimits);
    expect(parseLimits({ maxPixels: 5, maxBytes: undefined })).toEqual({ ...defaultLimits, maxPixels: 5 });
  });

  it.each([
    [
      { maxPixles: 5 },
      '"maxPixles"',
      'only these: maxBytes, maxPixels, maxFrames, maxMilliseconds, maxAvifMilliseconds, maxAnimationMilliseconds',
    ],
    [{ maxPixels: 0 }, 'maxPixels', 'a whole number from 1 to 9007199254740991'],
    [{ maxBytes: '5' }, 'maxBytes', 'a whole number from 1 to 9007199254740991'],
    [{ maxFrames: Infinity }, 'maxFrames', 'a whole number from 1 to 9007199254740991'],
    [{ maxAvifMilliseconds: -1 }, 'maxAvifMilliseconds', 'a whole number from 0 to 3600000'],
    [{ maxAnimationMilliseconds: 0.5 }, 'maxAnimationMilliseconds', 'a whole number from 0 to 3600000'],
    [{ maxMilliseconds: 3_600_001 }, 'maxMilliseconds', 'a whole number from 1 to 3600000'],
  ])('refuses %j', (limits, option, expected) => {
    const parse = () => parseLimits(limits as never);
    expect(parse).toThrow(LimitError);
    expect(parse).toThrow(
      expect.objectContaining({
        code: 'invalid-limit',
        context: expect.objectContaining({ option, expected }),
      }),
    );
  });
});
