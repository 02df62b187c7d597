import { shown } from './shown.ts';

/** Every code an error of this package can carry. Stable; messages may change, codes do not. */
export type ResponsiveImageErrorCode = 'invalid-option' | 'invalid-record' | 'no-variant';

/** Everything this package throws on purpose is one of these. */
export abstract class ResponsiveImageError extends Error {
  abstract readonly code: ResponsiveImageErrorCode;
  /** What the message was made from. */
  abstract readonly context: object;
  /** What the reader of the message can do about it. */
  readonly remedy: string;

  constructor(problem: string, remedy: string) {
    super(`${problem} ${remedy}`);
    this.remedy = remedy;
  }
}

/** An option is missing, misspelt, contradictory or has a value that it cannot have. */
export class InvalidOptionError extends ResponsiveImageError {
  override readonly name = 'InvalidOptionError';
  readonly code = 'invalid-option';
  readonly context: { readonly option: string; readonly expected: string };

  constructor(option: string, problem: string, expected: string) {
    super(`The option ${option} ${problem}.`, `Expected ${expected}.`);
    this.context = { option, expected };
  }
}

/** The record is none of an image that is ready, or holds what must not get into a page. */
export class InvalidRecordError extends ResponsiveImageError {
  override readonly name = 'InvalidRecordError';
  readonly code = 'invalid-record';
  readonly context: { readonly path: string; readonly expected: string; readonly received: string };

  /** @param path - Where in the record, such as `variants[0].cdnUrl`. */
  constructor(path: string, expected: string, value: unknown) {
    const received = shown(value);
    super(`The image record's ${path} is ${received}.`, `Expected ${expected}.`);
    this.context = { path, expected, received };
  }
}

/** The record has variants, or none, but not one that the options let through. */
export class NoVariantError extends ResponsiveImageError {
  override readonly name = 'NoVariantError';
  readonly code = 'no-variant';
  readonly context: { readonly available: readonly string[] };

  constructor(available: readonly string[]) {
    super(
      'No variant of the image is left to show.',
      available.length === 0
        ? 'The record has no variants; process its source with at least one recipe.'
        : `Crops are left out unless chosen: name one of ${listed(available)} in include, or exclude fewer.`,
    );
    this.context = { available };
  }
}

const maxListed = 10;

/** Names for a message, shortened each and in number. */
export const listed = (names: readonly string[]): string => {
  const told = names.slice(0, maxListed).map(shown).join(', ');
  return names.length > maxListed ? `${told}, …` : told || 'none';
};
