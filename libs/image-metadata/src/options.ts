import { isObject, shown } from '@image-pipeline/errors';
import type { FileLimits } from '@image-pipeline/image-file';
import * as v from 'valibot';
import { OptionError } from './errors.ts';
import { locationPolicies, type LocationPolicy } from './record/location.ts';

/** How `extractMetadata` reads a file. */
export interface ExtractOptions {
  /**
   * - `keep`: position as recorded, altitude and direction
   * - `coarse`: position rounded to 0.1 degree, about 11 km, without altitude and direction: enough for a region
   *   on a map
   * - `drop`: no position; GPS tags are not even parsed
   *
   * Default `drop`: most phone photos carry the photographer's home to a few metres, mostly unknown to them, and what
   * was once stored is in backups and logs before anybody asks. Storing it has to be a decision.
   */
  readonly location?: LocationPolicy;
  /** Bytes, pixels and frames beyond which the image is rejected; those left out take `readImageFile`'s default. */
  readonly limits?: Partial<FileLimits>;
}

const isUnknownKey = ({ expected }: v.BaseIssue<unknown>) => expected === 'never';

/** The message of every schema finishes the sentence "Expected ...". */
const optionsSchema = v.strictObject(
  {
    location: v.optional(v.picklist(locationPolicies, `one of ${locationPolicies.join(', ')}`), 'drop'),
    // image-file checks them one by one and names the wrong one.
    limits: v.optional(v.custom<Partial<FileLimits>>(isObject, 'an object of limits'), {}),
  },
  (issue) => (isUnknownKey(issue) ? 'only these: location, limits' : 'an object of options'),
);

/** @throws OptionError for an unknown option or a value it cannot have */
export const parseOptions = (input: unknown): Required<ExtractOptions> => {
  const result = v.safeParse(optionsSchema, input);
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw new OptionError({
    option: v.getDotPath(issue) ?? 'options',
    expected: issue.message,
    received: isUnknownKey(issue) ? 'not known' : shown(issue.input),
  });
};
