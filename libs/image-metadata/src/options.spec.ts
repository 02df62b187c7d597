import { ImageMetadataError, OptionError } from './errors.ts';
import { parseOptions } from './options.ts';

const refusal = (options: unknown): OptionError => {
  try {
    parseOptions(options);
  } catch (error) {
    if (error instanceof OptionError) return error;
    throw error;
  }
  throw new Error('The options were accepted.');
};

describe('parseOptions', () => {
  it('drops the location unless told otherwise', () => {
    expect(parseOptions({})).toEqual({ location: 'drop', limits: {} });
    expect(parseOptions({ location: undefined })).toEqual({ location: 'drop', limits: {} });
  });

  it.each(['keep', 'coarse', 'drop'])('knows the policy %s', (location) => {
    expect(parseOptions({ location })).toEqual({ location, limits: {} });
  });

  it('passes limits on', () => {
    expect(parseOptions({ limits: { maxPixels: 5 } }).limits).toEqual({ maxPixels: 5 });
  });

  it('refuses a misspelt option by name and says what there is', () => {
    const error = refusal({ lokation: 'keep' });
    expect(error).toBeInstanceOf(ImageMetadataError);
    expect(error.code).toBe('invalid-option');
    expect(error.context).toEqual({
      option: '"lokation"',
      expected: 'only these: location, limits',
      received: 'not known',
    });
    expect(error.message).toBe('"lokation" is not known. Expected only these: location, limits.');
    expect(error.remedy).toBe('Expected only these: location, limits.');
  });

  it.each([
    [{ location: 'exact' }, 'location is "exact". Expected one of keep, coarse, drop.'],
    [{ location: null }, 'location is null. Expected one of keep, coarse, drop.'],
    [{ limits: 5 }, 'limits is 5. Expected an object of limits.'],
    [{ limits: [] }, 'limits is an array of 0. Expected an object of limits.'],
    [null, 'options is null. Expected an object of options.'],
    ['keep', 'options is "keep". Expected an object of options.'],
  ])('refuses %j', (options, message) => {
    expect(refusal(options).message).toBe(message);
  });

  it('shortens what it shows', () => {
    expect(refusal({ location: 'x'.repeat(10_000) }).message.length).toBeLessThan(300);
  });
});
