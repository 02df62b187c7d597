import { limitsForMemory } from '@image-pipeline/image-transform';
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
      limits: { ...limitsForMemory(1769), maxMilliseconds: 30_000 },
      storingMilliseconds: 15_000,
      tombstoneDays: 30,
      recipes: [{ name: 'thumb', fit: 'cover', width: 200, height: 200, format: 'jpeg' }],
    });
  });

  it('lowers what memory holds to what is configured', () => {
    const { limits } = readSettings({ ...environment, MAX_SOURCE_BYTES: '2000', MAX_SOURCE_PIXELS: '3000' });
    expect(limits).toEqual({ ...readSettings(environment).limits, maxBytes: 2000, maxPixels: 3000 });
  });

  it('raises nothing above what memory holds', () => {
    const memory = { ...environment, AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '512' };
    const configured = { MAX_SOURCE_BYTES: '104857600', MAX_SOURCE_PIXELS: '100000000' };
    const { limits } = readSettings({ ...memory, ...configured });
    expect(limits).toEqual(readSettings(memory).limits);
    expect(limits).toMatchObject({ maxBytes: 32 * 1024 * 1024, maxPixels: 15_000_000 });
  });

  it.each([
    [30, 15_000, 7500],
    [60, 30_000, 15_000],
    [900, 450_000, 225_000],
  ])(
    'of a time-out of %i s gives a rendering %i ms and keeps %i ms for storing',
    (timeout, rendering, storing) => {
      const settings = readSettings({ ...environment, TIMEOUT_SECONDS: String(timeout) });
      expect(settings.limits.maxMilliseconds).toBe(rendering);
      expect(settings.limits).toMatchObject({
        maxAvifMilliseconds: rendering / 3,
        maxAnimationMilliseconds: rendering / 4,
      });
      expect(settings.storingMilliseconds).toBe(storing);
    },
  );

  it.each(Object.keys(environment))('names %s when it is missing, and says what to do', (variable) => {
    const incomplete = { ...environment, [variable]: undefined };
    expect(() => readSettings(incomplete)).toThrow(InvalidSettingsError);
    expect(() => readSettings(incomplete)).toThrow(
      new RegExp(`${variable} must be .*, but is missing\\. Correct it`),
    );
  });

  it.each([
    ['CDN_BASE_URL', 'https://cdn.example/'],
    ['CDN_BASE_URL', 'javascript:alert(1)'],
    ['LOCATION_POLICY', 'Keep'],
    ['MAX_SOURCE_BYTES', '20MB'],
    ['MAX_SOURCE_BYTES', '0'],
    ['MAX_SOURCE_BYTES', ''],
    ['MAX_SOURCE_PIXELS', '-5'],
    ['AWS_LAMBDA_FUNCTION_MEMORY_SIZE', '383'],
    ['AWS_LAMBDA_FUNCTION_MEMORY_SIZE', 'much'],
    ['TIMEOUT_SECONDS', '901'],
    ['TIMEOUT_SECONDS', '60s'],
    ['TOMBSTONE_DAYS', '1.5'],
    ['RECIPES', '[{"name":"thumb","fitt":"cover"}]'],
    ['RECIPES', '{'],
  ])('refuses %s = %s by name', (variable, value) => {
    expect(() => readSettings({ ...environment, [variable]: value })).toThrow(new RegExp(variable));
  });
});
