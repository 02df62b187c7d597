import { parseRecipes, type Recipe } from '@image-pipeline/image-transform/recipes';
import * as v from 'valibot';
import { InvalidSettingsError } from './errors.ts';

/** Everything the function is told by its environment, parsed once. */
export interface Settings {
  readonly processedBucket: string;
  readonly tableName: string;
  /** The address variants are reached under, without a trailing slash. */
  readonly cdnBaseUrl: string;
  readonly recipes: readonly Recipe[];
  readonly locationPolicy: 'keep' | 'coarse' | 'drop';
  /** A source of more bytes is rejected without being downloaded. */
  readonly maxSourceBytes: number;
  /** A source of more pixels, all frames summed, is rejected before it is decoded. */
  readonly maxSourcePixels: number;
  /** How long a deleted image's tombstone holds off late events: longer than any event can be retried. */
  readonly tombstoneDays: number;
}

type Environment = Readonly<Record<string, string | undefined>>;

const name = v.pipe(v.string(), v.minLength(1));
const wholeNumber = v.pipe(v.string(), v.regex(/^[1-9][0-9]{0,14}$/), v.transform(Number));

/**
 * Reads the settings from environment variables.
 *
 * @throws InvalidSettingsError naming the first variable that is missing or wrong, and what it must be
 */
export function readSettings(environment: Environment): Settings {
  const read = <T>(variable: string, expectation: string, schema: v.GenericSchema<string, T>): T => {
    const value = environment[variable];
    const parsed = v.safeParse(schema, value);
    if (!parsed.success) throw new InvalidSettingsError(variable, expectation, value);
    return parsed.output;
  };
  return {
    processedBucket: read('PROCESSED_BUCKET', 'the name of a bucket', name),
    tableName: read('TABLE_NAME', 'the name of a table', name),
    cdnBaseUrl: read(
      'CDN_BASE_URL',
      'an http(s) address without a trailing slash',
      v.pipe(name, v.regex(/^https?:\/\/[^/]+(\/[^/]+)*$/)),
    ),
    recipes: readRecipes(environment['RECIPES']),
    locationPolicy: read('LOCATION_POLICY', 'keep, coarse or drop', v.picklist(['keep', 'coarse', 'drop'])),
    maxSourceBytes: read('MAX_SOURCE_BYTES', 'a whole number of bytes', wholeNumber),
    maxSourcePixels: read('MAX_SOURCE_PIXELS', 'a whole number of pixels', wholeNumber),
    tombstoneDays: read('TOMBSTONE_DAYS', 'a whole number of days', wholeNumber),
  };
}

function readRecipes(value: string | undefined): readonly Recipe[] {
  try {
    return parseRecipes(JSON.parse(value ?? ''));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new InvalidSettingsError('RECIPES', `a JSON array of variant recipes (${reason})`, value, {
      cause,
    });
  }
}
