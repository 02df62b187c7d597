import { defaultRecipes, parseRecipes } from '@image-pipeline/image-transform/recipes';
import { defaultProgram, programWith, refusalWith } from '../testing/default-program.ts';
import { EnvironmentTooLargeError } from './errors.ts';

const environmentOf = async (settings: Record<string, string> = {}): Promise<Record<string, string>> =>
  (await programWith(settings)).find('aws:lambda/function:Function', 'processor').inputs.environment
    .variables;

/** As JSON: recipes of different names of this many letters. */
const recipesOf = (count: number, nameLength: number) =>
  JSON.stringify(
    Array.from({ length: count }, (_, index) => ({
      name: String(index).padStart(nameLength, 'n'),
      fit: 'cover',
      width: 1000 + index,
      height: 1000 + index,
      format: 'webp',
    })),
  );

describe('processorEnvironment', () => {
  it('tells the function everything it reads, and nothing else', async () => {
    const { outputs } = await defaultProgram();
    expect(await environmentOf()).toEqual({
      PROCESSED_BUCKET: outputs['processedBucket'],
      TABLE_NAME: 'ImageMetadata-dev',
      CDN_BASE_URL: 'https://d111111abcdef8.cloudfront.net',
      RECIPES: expect.any(String),
      LOCATION_POLICY: 'drop',
      TIMEOUT_SECONDS: '60',
      TOMBSTONE_DAYS: '30',
      POWERTOOLS_SERVICE_NAME: 'image-processor-dev',
      POWERTOOLS_METRICS_NAMESPACE: 'ImagePipeline',
      POWERTOOLS_LOG_LEVEL: 'INFO',
      MALLOC_ARENA_MAX: '1',
      MALLOC_MMAP_THRESHOLD_: '1048576',
      UV_THREADPOOL_SIZE: '2',
      NODE_OPTIONS: '--max-semi-space-size=1',
    });
  });

  it('hands the settings of the stack on', async () => {
    const settings = {
      locationPolicy: 'keep',
      maxSourceBytes: '1000',
      maxSourcePixels: '2000',
      timeoutSeconds: '90',
      tombstoneDays: '3',
      logLevel: 'DEBUG',
      publicBaseUrl: 'http://127.0.0.1:4567/images',
    };
    expect(await environmentOf(settings)).toMatchObject({
      LOCATION_POLICY: 'keep',
      MAX_SOURCE_BYTES: '1000',
      MAX_SOURCE_PIXELS: '2000',
      TIMEOUT_SECONDS: '90',
      TOMBSTONE_DAYS: '3',
      POWERTOOLS_LOG_LEVEL: 'DEBUG',
      CDN_BASE_URL: 'http://127.0.0.1:4567/images',
    });
  });

  it('writes recipes that the function reads as the same recipes', async () => {
    for (const [configured, expected] of [
      ['', defaultRecipes],
      [recipesOf(2, 5), JSON.parse(recipesOf(2, 5))],
    ]) {
      const { RECIPES } = await environmentOf({ recipes: configured as string });
      expect(parseRecipes(JSON.parse(RECIPES ?? ''))).toEqual(parseRecipes(expected));
    }
  });

  it('lets pass what Lambda accepts', async () => {
    const environment = await environmentOf({ recipes: recipesOf(24, 8) });
    const size = Buffer.byteLength(JSON.stringify(environment));
    expect(size).toBeGreaterThan(3000);
    expect(size).toBeLessThanOrEqual(4096);
  });

  it.each([
    ['RECIPES', { recipes: recipesOf(32, 32) }],
    ['CDN_BASE_URL', { publicBaseUrl: `https://example.com/${'x'.repeat(4000)}` }],
  ])('refuses more than Lambda accepts, naming %s', async (largest, settings) => {
    const error = await refusalWith(settings);
    expect(error).toBeInstanceOf(EnvironmentTooLargeError);
    const { code, context, message } = error as EnvironmentTooLargeError;
    expect(code).toBe('environment-too-large');
    expect(context).toMatchObject({ limit: 4096, largest });
    expect(context.bytes).toBeGreaterThan(4096);
    expect(message).toContain(`the largest is ${largest}`);
  });
});
