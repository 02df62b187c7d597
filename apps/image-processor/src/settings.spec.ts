import { InvalidSettingsError } from './errors.ts';
import { readSettings } from './settings.ts';
import { environment } from './testing/environment.ts';

describe('readSettings', () => {
  it('reads a complete environment', () => {
    expect(readSettings(environment)).toMatchObject({
      processedBucket: 'processed-images',
      tableName: 'ImageMetadata',
      cdnBaseUrl: 'https://d111111abcdef8.cloudfront.net',
      locationPolicy: 'drop',
      maxSourceBytes: 20_000_000,
      maxSourcePixels: 100_000_000,
      tombstoneDays: 30,
      recipes: [{ name: 'thumb', fit: 'cover', width: 200, height: 200, format: 'jpeg' }],
    });
  });

  it.each(Object.keys(environment))('names %s when it is missing, and says what to do', (variable) => {
    const incomplete = { ...environment, [variable]: undefined };
    expect(() => readSettings(incomplete)).toThrow(InvalidSettingsError);
    expect(() => readSettings(incomplete)).toThrow(new RegExp(`${variable} must be .* not set.*Correct it`));
  });

  it.each([
    ['CDN_BASE_URL', 'https://cdn.example/'],
    ['CDN_BASE_URL', 'javascript:alert(1)'],
    ['LOCATION_POLICY', 'Keep'],
    ['MAX_SOURCE_BYTES', '20MB'],
    ['MAX_SOURCE_BYTES', '0'],
    ['MAX_SOURCE_PIXELS', '-5'],
    ['TOMBSTONE_DAYS', '1.5'],
    ['RECIPES', '[{"name":"thumb","fitt":"cover"}]'],
    ['RECIPES', '{'],
  ])('refuses %s = %s by name', (variable, value) => {
    expect(() => readSettings({ ...environment, [variable]: value })).toThrow(new RegExp(variable));
  });
});
