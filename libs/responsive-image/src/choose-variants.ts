import { shown } from '@image-pipeline/errors';
import { InvalidOptionError, listed, NoVariantError } from './errors.ts';
import { isHtmlFormat } from './formats.ts';
import type { ParsedOptions } from './options.ts';
import type { ResponsiveRecord, ResponsiveVariant } from './record.ts';
import { keepsShape } from './shape.ts';

/**
 * The variants a browser may choose from. They must show the same picture, so crops are left out unless named.
 * @throws InvalidOptionError for a name that the record does not have; NoVariantError when none is left
 */
export const chooseVariants = (
  record: ResponsiveRecord,
  { include, exclude }: Pick<ParsedOptions, 'include' | 'exclude'>,
): readonly ResponsiveVariant[] => {
  const available = record.variants.map(({ name }) => name);
  refuseUnknownNames('include', include, available);
  refuseUnknownNames('exclude', exclude, available);
  const chosen = record.variants
    .filter(({ format }) => isHtmlFormat(format))
    .filter((variant) =>
      include
        ? include.includes(variant.name)
        : keepsShape(variant, record) && !exclude?.includes(variant.name),
    );
  if (chosen.length === 0) throw new NoVariantError(available);
  return chosen;
};

/** A misspelt name would show what should not be shown, or hide what should. */
const refuseUnknownNames = (
  option: string,
  names: readonly string[] | undefined,
  available: readonly string[],
): void => {
  const unknown = names?.find((name) => !available.includes(name));
  if (unknown !== undefined) {
    throw new InvalidOptionError(
      option,
      `names ${shown(unknown)}, which the image does not have`,
      listed(available),
    );
  }
};
