import { isObject, shown } from '@image-pipeline/errors';
import type { FileLimits } from '@image-pipeline/image-file';
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

/** @throws OptionError for an unknown option or a value it cannot have; limits are image-file's to check */
export const parseOptions = (input: unknown): Required<ExtractOptions> => {
  if (!isObject(input)) throw invalid('options', 'an object of options', shown(input));
  const { location = 'drop', limits = {}, ...others } = input;
  const [stranger] = Object.keys(others);
  if (stranger !== undefined) throw invalid(shown(stranger), 'only these: location, limits', 'not known');
  const policy = locationPolicies.find((each) => each === location);
  if (policy === undefined) {
    throw invalid('location', `one of ${locationPolicies.join(', ')}`, shown(location));
  }
  if (!isObject(limits)) throw invalid('limits', 'an object of limits', shown(limits));
  return { location: policy, limits };
};

const invalid = (option: string, expected: string, received: string): OptionError =>
  new OptionError({ option, expected, received });
