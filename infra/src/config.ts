import { tombstoneDays } from '@image-pipeline/image-records/table';
import { limitsForMemory } from '@image-pipeline/image-transform/memory-limits';
import { defaultRecipes } from '@image-pipeline/image-transform/recipes';
import * as pulumi from '@pulumi/pulumi';
import * as v from 'valibot';
import { ConfigurationError, type InvalidSetting } from './errors.ts';
import {
  flag,
  functionMemory,
  oneNumberOf,
  oneOf,
  optionalText,
  recipeList,
  text,
  wholeNumber,
  type Setting,
} from './setting-kinds.ts';

/** The days CloudWatch Logs can keep events for; 0 is for ever. */
const logRetentionDays = [
  0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/** The most that a function can have, in MB, and what could be allowed in that. */
const largestMemory = 10_240;
const most = limitsForMemory(largestMemory);

/** Every setting there is. `Pulumi.yaml` describes the same keys with the same defaults; a test compares the two. */
const definitions = {
  functionPackage: text('../apps/image-processor/dist/package', "a folder, relative to the program's", /\S/),
  publicBaseUrl: optionalText(
    'an http(s) address without a trailing slash',
    /^https?:\/\/[^/\s]+(\/[^/\s]+)*$/,
  ),
  certificateArn: optionalText(
    'the ARN of an ACM certificate in us-east-1',
    /^arn:aws[a-z-]*:acm:us-east-1:[0-9]{12}:certificate\/[0-9a-f-]+$/,
  ),
  priceClass: oneOf('PriceClass_100', ['PriceClass_100', 'PriceClass_200', 'PriceClass_All']),
  recipes: recipeList(defaultRecipes),
  locationPolicy: oneOf('drop', ['keep', 'coarse', 'drop']),
  maxSourceBytes: wholeNumber(0, 0, most.maxBytes, 'bytes; 0 for what memorySizeMb holds'),
  maxSourcePixels: wholeNumber(
    0,
    0,
    most.maxPixels,
    'pixels, all frames summed; 0 for what memorySizeMb holds',
  ),
  tombstoneDays: wholeNumber(tombstoneDays.fallback, tombstoneDays.least, tombstoneDays.most, 'days'),
  // 1,769 MB is where Lambda gives a function one whole vCPU. With less, the same work takes longer for the same
  // money; with more, part of a second vCPU is paid for, of which one image at a time makes little use.
  // https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html
  memorySizeMb: functionMemory(1769),
  // In less than half a minute one request that hangs, which the function gives up after 20 s, leaves no time to
  // render. A longer time-out costs nothing while it is not used.
  timeoutSeconds: wholeNumber(60, 30, 900, 'seconds'),
  reservedConcurrency: wholeNumber(
    -1,
    -1,
    10_000,
    'invocations at once; -1 reserves none, 0 stops processing',
  ),
  logLevel: oneOf('INFO', ['DEBUG', 'INFO', 'WARN', 'ERROR']),
  logRetentionDays: oneNumberOf(30, logRetentionDays, 'days; 0 keeps logs for ever'),
  alarmTopicArn: optionalText(
    'the ARN of an SNS topic',
    /^arn:aws[a-z-]*:sns:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]+$/,
  ),
  nameSuffix: text(
    '-{stack}',
    'nothing, or a hyphen followed by letters, digits, hyphens and {stack}',
    /^(-([A-Za-z0-9-]|\{stack\})+)?$/,
  ),
  deletionProtection: flag(true),
  forceDestroy: flag(false),
} satisfies Record<string, Setting<unknown>>;

type Definitions = typeof definitions;

/** A stack's settings, parsed. The names carry the units; `Pulumi.yaml` says what each is for. */
export type Settings = {
  readonly [Key in keyof Definitions]: v.InferOutput<Definitions[Key]['schema']>;
};

/** What each setting is when a stack does not say. */
export const settingDefaults: Readonly<Record<string, string | number | boolean>> = Object.fromEntries(
  Object.entries(definitions).map(([key, { fallback }]) => [key, fallback]),
);

/**
 * The settings of the stack that is being evaluated.
 *
 * @throws ConfigurationError naming every setting that is unknown, malformed or at odds with another
 */
export const readSettings = (): Settings => {
  const stack = pulumi.getStack();
  const namespace = `${pulumi.getProject()}:`;
  const given = settingsIn(namespace, pulumi.runtime.allConfig());

  const problems = unknownSettings(given);
  const settings = parseSettings(given, problems);
  if (problems.length === 0) problems.push(...contradictions(settings));
  if (problems.length > 0) {
    throw new ConfigurationError(
      stack,
      problems.map((problem) => ({ ...problem, key: namespace + problem.key })),
    );
  }
  return { ...settings, nameSuffix: settings.nameSuffix.replaceAll('{stack}', stack) };
};

/** `pulumi.Config` reads keys that it is asked for and so passes over misspelt ones; this is all there are. */
const settingsIn = (namespace: string, config: Record<string, string>): ReadonlyMap<string, string> =>
  new Map(
    Object.entries(config)
      .filter(([key]) => key.startsWith(namespace))
      .map(([key, value]) => [key.slice(namespace.length), value]),
  );

const unknownSettings = (given: ReadonlyMap<string, string>): InvalidSetting[] => {
  const expected = `one of ${Object.keys(definitions).join(', ')}`;
  return [...given.keys()]
    .filter((key) => !Object.hasOwn(definitions, key))
    .map((key) => ({ key, expected }));
};

/** Adds to `problems` what cannot be read; the result is whole only if there were none. */
const parseSettings = (given: ReadonlyMap<string, string>, problems: InvalidSetting[]): Settings => {
  const parse = ([key, { fallback, schema }]: [string, Setting<unknown>]) => {
    const received = given.get(key) ?? String(fallback);
    const result = v.safeParse(schema, received);
    if (!result.success) problems.push({ key, received, expected: result.issues[0].message });
    return [key, result.output];
  };
  return Object.fromEntries(Object.entries(definitions).map(parse));
};

/** Settings that are fine alone and wrong together. */
const contradictions = (settings: Settings): InvalidSetting[] => {
  const problems: InvalidSetting[] = [];
  if (settings.forceDestroy && settings.deletionProtection) {
    problems.push({
      key: 'forceDestroy',
      received: 'true',
      expected: 'false while deletionProtection is true',
    });
  }
  if (settings.certificateArn !== undefined && !/^https:\/\/[^/:]+$/.test(settings.publicBaseUrl ?? '')) {
    problems.push({
      key: 'publicBaseUrl',
      received: settings.publicBaseUrl ?? '',
      expected: 'https:// and the host name that certificateArn is for',
    });
  }
  return [...problems, ...limitsAboveMemory(settings)];
};

/** The function would quietly keep to what its memory holds; who configures more should know. */
const limitsAboveMemory = (settings: Settings): InvalidSetting[] => {
  const { maxBytes, maxPixels } = limitsForMemory(settings.memorySizeMb);
  const held = { maxSourceBytes: maxBytes, maxSourcePixels: maxPixels };
  return (['maxSourceBytes', 'maxSourcePixels'] as const)
    .filter((key) => settings[key] > held[key])
    .map((key) => ({
      key,
      received: String(settings[key]),
      expected: `at most ${held[key]} while memorySizeMb is ${settings.memorySizeMb}: raise that, or leave ${key} out`,
    }));
};
