import fc from 'fast-check';
import { programWith, refusalWith } from '../testing/default-program.ts';
import { evaluateProgram } from '../testing/evaluate-program.ts';
import { projectFile, stackFile, stacks } from '../testing/stack-configuration.ts';
import { settingDefaults } from './config.ts';
import { ConfigurationError } from './errors.ts';

const refusal = async (settings: Record<string, string>): Promise<ConfigurationError> => {
  const error = await refusalWith(settings);
  expect(error).toBeInstanceOf(ConfigurationError);
  return error as ConfigurationError;
};

describe('Pulumi.yaml', () => {
  const described = projectFile.config;

  it('describes every setting with the default that the program has', () => {
    const defaults = Object.entries(described).map(([key, { default: value }]) => [key, value]);
    expect(Object.fromEntries(defaults)).toEqual(settingDefaults);
  });

  it.each(Object.entries(described))('says of %s what it is for and of which type', (_, setting) => {
    const typeOf = { string: 'string', number: 'integer', boolean: 'boolean' } as Record<string, string>;
    expect(setting.description.length).toBeGreaterThan(30);
    expect(setting.type).toBe(typeOf[typeof setting.default]);
  });

  it('has Node run the TypeScript as it is, against the sources of the libs', () => {
    expect(projectFile.name).toBe('image-pipeline');
    expect(projectFile.runtime).toEqual({
      name: 'nodejs',
      options: { typescript: false, nodeargs: '--conditions=@image-pipeline/source' },
    });
  });

  it.each(stacks)('describes every setting of stack %s', (stack) => {
    const own = Object.keys(stackFile(stack)).filter((key) => key !== 'aws:region');
    expect(
      own.map((key) => key.replace(/^image-pipeline:/, '')).filter((key) => !(key in described)),
    ).toEqual([]);
    expect(stackFile(stack)['aws:region']).toMatch(/^[a-z]{2}-[a-z]+-[0-9]$/);
  });
});

describe('readSettings', () => {
  it('takes the defaults where nothing is configured', async () => {
    const { find } = await programWith({});
    expect(find('aws:lambda/function:Function', 'processor').inputs).toMatchObject({
      name: 'image-processor-dev',
      memorySize: 1769,
      timeout: 60,
      environment: { variables: { LOCATION_POLICY: 'drop', TOMBSTONE_DAYS: '30' } },
    });
  });

  it('puts the name of the stack where the suffix has {stack}', async () => {
    const { outputs } = await programWith({ nameSuffix: '-eu-{stack}' });
    expect(outputs['tableName']).toBe('ImageMetadata-eu-dev');
  });

  it.each([
    ['functionPackage', '', 'a folder'],
    ['publicBaseUrl', 'https://images.example.com/', 'without a trailing slash'],
    ['publicBaseUrl', 'ftp://images.example.com', 'http(s)'],
    ['certificateArn', 'arn:aws:acm:eu-west-1:123456789012:certificate/1-2', 'in us-east-1'],
    ['priceClass', 'PriceClass_1', 'PriceClass_100, PriceClass_200, PriceClass_All'],
    ['locationPolicy', 'Keep', 'keep, coarse, drop'],
    ['maxSourceBytes', '-1', 'from 0 to 104857600 (bytes'],
    ['maxSourceBytes', '104857601', 'from 0 to 104857600 (bytes'],
    ['maxSourcePixels', '1e6', 'pixels'],
    ['maxSourcePixels', '98000001', 'at most 98000000 while memorySizeMb is 1769: raise that, or leave'],
    ['tombstoneDays', '0', 'from 1 to 3650 (days)'],
    ['memorySizeMb', '383', 'from 384 to 10240 (MB)'],
    ['memorySizeMb', '10241', 'from 384 to 10240 (MB)'],
    ['memorySizeMb', '', 'from 384 to 10240 (MB)'],
    ['memorySizeMb', '1e3', 'from 384 to 10240 (MB)'],
    ['timeoutSeconds', '29', 'from 30 to 900 (seconds)'],
    ['timeoutSeconds', '901', 'from 30 to 900 (seconds)'],
    ['timeoutSeconds', '1.5', 'a whole number'],
    ['reservedConcurrency', '-2', 'from -1'],
    ['logLevel', 'info', 'DEBUG, INFO, WARN, ERROR'],
    ['logRetentionDays', '31', '30, 60'],
    ['alarmTopicArn', 'arn:aws:sqs:us-east-1:123456789012:alarms', 'SNS topic'],
    ['nameSuffix', 'dev', 'a hyphen'],
    ['nameSuffix', '-{stage}', '{stack}'],
    ['deletionProtection', 'yes', 'true or false'],
    ['forceDestroy', '1', 'true or false'],
    ['recipes', '[', 'a JSON array of recipes'],
    ['recipes', '{}', 'a JSON array of recipes'],
  ])('refuses %s = %j by name, expecting %s', async (key, value, expected) => {
    const error = await refusal({ [key]: value });
    expect(error.code).toBe('invalid-configuration');
    expect(error.context.problems).toEqual([
      { key: `image-pipeline:${key}`, received: value, expected: expect.stringContaining(expected) },
    ]);
    expect(error.message).toContain(`image-pipeline:${key} is ${JSON.stringify(value)}`);
    expect(error.remedy).toContain('Pulumi.dev.yaml');
  });

  it('says which recipe is wrong, and what is wrong about it', async () => {
    const recipes = JSON.stringify([{ name: 'hero', fit: 'cover', width: 0, height: 9, format: 'jpeg' }]);
    const { message } = await refusal({ recipes });
    expect(message).toContain('hero');
    expect(message).toContain('width');
  });

  it('refuses a misspelt setting and lists those there are', async () => {
    const { message, context } = await refusal({ memorySizeMB: '1024' });
    expect(context.problems.map(({ key }) => key)).toEqual(['image-pipeline:memorySizeMB']);
    expect(message).toContain('memorySizeMb');
    expect(message).toContain('forceDestroy');
  });

  it('names everything that is wrong at once', async () => {
    const { context } = await refusal({ colour: 'red', logLevel: 'LOUD', timeoutSeconds: 'long' });
    expect(context.problems.map(({ key }) => key).sort()).toEqual([
      'image-pipeline:colour',
      'image-pipeline:logLevel',
      'image-pipeline:timeoutSeconds',
    ]);
  });

  it.each([
    ['forceDestroy', { forceDestroy: 'true', deletionProtection: 'true' }],
    [
      'publicBaseUrl',
      { certificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/0a1b-2c', publicBaseUrl: '' },
    ],
    [
      'publicBaseUrl',
      {
        certificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/0a1b-2c',
        publicBaseUrl: 'https://example.com/images',
      },
    ],
    ['maxSourceBytes', { maxSourceBytes: '33554433', memorySizeMb: '512' }],
    ['maxSourcePixels', { maxSourcePixels: '15000001', memorySizeMb: '512' }],
  ])('refuses settings that contradict each other: %s', async (key, settings) => {
    const { context } = await refusal(settings);
    expect(context.problems.map((problem) => problem.key)).toEqual([`image-pipeline:${key}`]);
  });

  it('takes limits up to what the memory holds, and memory in which there is room for a picture', async () => {
    await expect(
      programWith({ maxSourceBytes: '33554432', maxSourcePixels: '15000000', memorySizeMb: '512' }),
    ).resolves.toBeDefined();
    await expect(programWith({ memorySizeMb: '384', timeoutSeconds: '30' })).resolves.toBeDefined();
  });

  it('leaves the settings of providers to them', async () => {
    const config = { 'aws:defaultTags': '{"tags":{}}', 'aws:region': 'us-east-1' };
    await expect(evaluateProgram('dev', config)).resolves.toBeDefined();
  });

  it('ends in settings or in a ConfigurationError, whatever the text', async () => {
    const key = fc.constantFrom(...Object.keys(settingDefaults));
    await fc.assert(
      fc.asyncProperty(key, fc.oneof(fc.string(), fc.json()), async (setting, value) => {
        const error: unknown = await programWith({ [setting]: value }).catch((reason: unknown) => reason);
        if (error instanceof Error) expect(error).toHaveProperty('code');
      }),
      { numRuns: 60 },
    );
  });
});
