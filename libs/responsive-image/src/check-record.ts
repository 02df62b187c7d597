import { isObject } from '@image-pipeline/errors';
import { InvalidRecordError } from './errors.ts';
import type { ResponsiveRecord, ResponsiveVariant } from './record.ts';

/**
 * Refuses what is no record to make markup from. Records come over the network, so nothing of them is trusted to have
 * the type it claims.
 * @throws InvalidRecordError that names the first attribute that is wrong
 */
export const checkRecord: (record: unknown) => asserts record is ResponsiveRecord = (record) => {
  const { width, height, dominantColor, thumbhash, hasTransparency, hasAlpha, variants } = attributes(
    record,
    'whole',
  );
  // First, so that a rejected or deleted record is told by what it lacks.
  if (!Array.isArray(variants)) {
    throw new InvalidRecordError('variants', 'an array; only records of status "ready" have one', variants);
  }
  expectPixels(width, 'width');
  expectPixels(height, 'height');
  expectColor(dominantColor);
  expectText(thumbhash, 'thumbhash');
  expectAnswer(hasTransparency, 'hasTransparency');
  expectAnswer(hasAlpha, 'hasAlpha');
  variants.forEach((variant: unknown, index) => checkVariant(variant, `variants[${index}]`));
};

const checkVariant: (variant: unknown, path: string) => asserts variant is ResponsiveVariant = (
  variant,
  path,
) => {
  const { name, format, width, height, cdnUrl } = attributes(variant, path);
  expectText(name, `${path}.name`);
  expectText(format, `${path}.format`);
  expectPixels(width, `${path}.width`);
  expectPixels(height, `${path}.height`);
  if (!isSafeUrl(cdnUrl)) {
    throw new InvalidRecordError(
      `${path}.cdnUrl`,
      'an absolute http or https URL without blanks or control characters that does not end with a comma',
      cdnUrl,
    );
  }
};

const attributes = (value: unknown, path: string): Readonly<Record<string, unknown>> => {
  if (isObject(value)) return value;
  throw new InvalidRecordError(path, 'an object', value);
};

const expectText: (value: unknown, path: string) => asserts value is string = (value, path) => {
  if (typeof value !== 'string' || value === '') throw new InvalidRecordError(path, 'text', value);
};

const expectAnswer = (value: unknown, path: string): void => {
  if (value !== undefined && typeof value !== 'boolean') {
    throw new InvalidRecordError(path, 'true, false or nothing', value);
  }
};

const expectPixels = (value: unknown, path: string): void => {
  if (!Number.isSafeInteger(value) || Number(value) < 1) {
    throw new InvalidRecordError(path, 'a whole number of pixels, at least 1', value);
  }
};

/** The colour goes into a style attribute, where any other text could add declarations. */
const expectColor = (value: unknown): void => {
  if (typeof value !== 'string' || !/^#[0-9a-f]{6}$/i.test(value)) {
    throw new InvalidRecordError('dominantColor', 'a colour such as "#1a2b3c"', value);
  }
};

/**
 * Only http(s): `javascript:` runs, `data:` and `blob:` show what no CDN served. A blank would end the URL inside a
 * srcset and let the rest be read as further candidates; a comma at its end is taken for the separator.
 * Source: HTML, "srcset attributes", https://html.spec.whatwg.org/multipage/images.html#srcset-attributes
 */
const isSafeUrl = (value: unknown): boolean =>
  typeof value === 'string' &&
  /^https?:\/\//i.test(value) &&
  !/[\p{Cc}\s]/u.test(value) &&
  !value.endsWith(',') &&
  value.isWellFormed() &&
  URL.canParse(value);
