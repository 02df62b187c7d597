import { messageOf } from '@image-pipeline/errors';
import { LimitError, type RenderLimits, type WatermarkFiles } from '@image-pipeline/image-transform';
import { limitsForMemory } from '@image-pipeline/image-transform/memory-limits';
import { parseRecipes, type ParsedRecipes } from '@image-pipeline/image-transform/recipes';
import * as v from 'valibot';
import { InvalidSettingsError } from './errors.ts';
import { limitsOf, storingMilliseconds } from './limits.ts';
import { readWatermarks } from './watermarks.ts';

/** Everything the function is told by its environment, parsed once. */
export interface Settings {
  readonly processedBucket: string;
  readonly tableName: string;
  /** The address variants are reached under, without a trailing slash. */
  readonly cdnBaseUrl: string;
  readonly recipes: ParsedRecipes;
  /** Those that the recipes ask for. */
  readonly watermarks: WatermarkFiles;
  readonly locationPolicy: 'keep' | 'coarse' | 'drop';
  /**
   * What one source may cost: what memory and time-out allow, or less where that is configured. One of more bytes is
   * rejected without being downloaded, one of more pixels or frames before it is decoded.
   */
  readonly limits: RenderLimits;
  /** What is kept of every invocation's time for storing variants and committing the record: milliseconds. */
  readonly storingMilliseconds: number;
  /** How long a deleted image's tombstone holds off late events: longer than any event can be retried. */
  readonly tombstoneDays: number;
}

type Environment = Readonly<Record<string, string | undefined>>;

const name = v.pipe(v.string(), v.minLength(1));
const wholeNumber = v.pipe(v.string(), v.regex(/^[1-9][0-9]{0,14}$/), v.transform(Number));
/** Lambda knows no longer time-out. */
const seconds = v.pipe(wholeNumber, v.maxValue(900));

/**
 * Reads the settings from environment variables: those that the Pulumi program declares and, for its memory, the one
 * that Lambda sets.
 *
 * @param watermarkFolder where the watermarks of recipes lie; none is read when no recipe asks for one
 *
 * @throws InvalidSettingsError naming the first variable that is missing or wrong, and what it must be
 */
export const readSettings = (environment: Environment, watermarkFolder = ''): Settings => {
  const read = <T>(
    variable: string,
    expectation: string,
    schema: v.GenericSchema<string | undefined, T>,
  ): T => {
    const value = environment[variable];
    const parsed = v.safeParse(schema, value);
    if (!parsed.success) throw new InvalidSettingsError(variable, expectation, value);
    return parsed.output;
  };
  const configured = (variable: string) =>
    read(variable, 'a whole number, or not set', v.optional(wholeNumber)) ?? Infinity;
  const timeoutSeconds = read('TIMEOUT_SECONDS', 'a whole number of seconds, at most 900', seconds);
  const recipes = readRecipes(environment['RECIPES']);
  return {
    processedBucket: read('PROCESSED_BUCKET', 'the name of a bucket', name),
    tableName: read('TABLE_NAME', 'the name of a table', name),
    cdnBaseUrl: read(
      'CDN_BASE_URL',
      'an http(s) address without a trailing slash',
      v.pipe(name, v.regex(/^https?:\/\/[^/]+(\/[^/]+)*$/)),
    ),
    recipes,
    watermarks: readWatermarks(recipes, watermarkFolder),
    locationPolicy: read('LOCATION_POLICY', 'keep, coarse or drop', v.picklist(['keep', 'coarse', 'drop'])),
    limits: limitsOf({
      held: readMemoryLimits(environment['AWS_LAMBDA_FUNCTION_MEMORY_SIZE']),
      configured: { maxBytes: configured('MAX_SOURCE_BYTES'), maxPixels: configured('MAX_SOURCE_PIXELS') },
      timeoutSeconds,
    }),
    storingMilliseconds: storingMilliseconds(timeoutSeconds),
    tombstoneDays: read('TOMBSTONE_DAYS', 'a whole number of days', wholeNumber),
  };
};

/** What fits into memory, which has the name and the unit that Lambda gives it. */
const readMemoryLimits = (value: string | undefined): RenderLimits => {
  try {
    return limitsForMemory(Number(value));
  } catch (cause) {
    if (!(cause instanceof LimitError)) throw cause;
    const expectation = `${cause.context.expected} (MB)`;
    throw new InvalidSettingsError('AWS_LAMBDA_FUNCTION_MEMORY_SIZE', expectation, value, { cause });
  }
};

const readRecipes = (value: string | undefined): ParsedRecipes => {
  try {
    return parseRecipes(JSON.parse(value ?? ''));
  } catch (cause) {
    const expected = `a JSON array of variant recipes (${messageOf(cause)})`;
    throw new InvalidSettingsError('RECIPES', expected, value, { cause });
  }
};
