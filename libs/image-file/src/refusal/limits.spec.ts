import { LimitError } from './errors.ts';
import { defaultFileLimits, parseFileLimits } from './limits.ts';

describe('parseFileLimits', () => {
  it('fills in what is left out', () => {
    expect(parseFileLimits({})).toEqual(defaultFileLimits);
    expect(parseFileLimits({ maxPixels: 5, maxBytes: undefined } as object)).toEqual({
      ...defaultFileLimits,
      maxPixels: 5,
    });
  });

  it.each([
    [{ maxPixles: 5 }, '"maxPixles"', 'only these: maxBytes, maxPixels, maxFrames', 'not known'],
    [{ maxPixels: 0 }, 'maxPixels', 'a whole number from 1 to 9007199254740991', '0'],
    [{ maxBytes: '5' }, 'maxBytes', 'a whole number from 1 to 9007199254740991', '"5"'],
    [{ maxFrames: 1.5 }, 'maxFrames', 'a whole number from 1 to 9007199254740991', '1.5'],
    [[], 'limits', 'an object of limits', 'an array of 0'],
  ])('refuses %j', (limits, option, expected, received) => {
    const parse = () => parseFileLimits(limits as object);
    expect(parse).toThrow(LimitError);
    expect(parse).toThrow(
      expect.objectContaining({
        code: 'invalid-limit',
        context: { option, expected, received },
        message: `${option} is ${received}. Expected ${expected}.`,
      }),
    );
  });
});
