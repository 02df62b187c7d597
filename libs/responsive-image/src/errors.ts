import { PipelineError, shown } from '@image-pipeline/errors';

/** Every code an error of this package can carry. Stable; messages may change, codes do not. */
export type ResponsiveImageErrorCode = 'invalid-option' | 'invalid-record' | 'no-variant';

/** Everything this package throws on purpose is one of these. */
export abstract class ResponsiveImageError<
  Code extends ResponsiveImageErrorCode = ResponsiveImageErrorCode,
  Context extends object = object,
> extends PipelineError<Code, Context> {}

/** An option is missing, misspelt, contradictory or has a value that it cannot have. */
export class InvalidOptionError extends ResponsiveImageError<
  'invalid-option',
  { readonly option: string; readonly expected: string }
> {
  override readonly name = 'InvalidOptionError';

  /** @param complaint what is wrong with the option, such as `is missing` */
  constructor(option: string, complaint: string, expected: string) {
    super({
      code: 'invalid-option',
      problem: `The option ${option} ${complaint}.`,
      remedy: `Expected ${expected}.`,
      context: { option, expected },
    });
  }
}

/** The record is none of an image that is ready, or holds what must not get into a page. */
export class InvalidRecordError extends ResponsiveImageError<
  'invalid-record',
  { readonly path: string; readonly expected: string; readonly received: string }
> {
  override readonly name = 'InvalidRecordError';

  /** @param path where in the record, such as `variants[0].cdnUrl` */
  constructor(path: string, expected: string, value: unknown) {
    const received = shown(value);
    super({
      code: 'invalid-record',
      problem: `The image record's ${path} is ${received}.`,
      remedy: `Expected ${expected}.`,
      context: { path, expected, received },
    });
  }
}

/** The record has variants, or none, but not one that the options let through. */
export class NoVariantError extends ResponsiveImageError<
  'no-variant',
  { readonly available: readonly string[] }
> {
  override readonly name = 'NoVariantError';

  constructor(available: readonly string[]) {
    super({
      code: 'no-variant',
      problem: 'No variant of the image is left to show.',
      remedy:
        available.length === 0
          ? 'The record has no variants; process its source with at least one recipe.'
          : `Crops are left out unless chosen: name one of ${listed(available)} in include, or exclude fewer.`,
      context: { available },
    });
  }
}

const maxListed = 10;

/** Names for a message, shortened each and in number: ten, then an ellipsis; `none` where there are none. */
export const listed = (names: readonly string[]): string => {
  const told = names.slice(0, maxListed).map(shown).join(', ');
  return names.length > maxListed ? `${told}, …` : told || 'none';
};
