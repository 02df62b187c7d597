import { invalidArgument } from '../s3-error.ts';

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html */
export const maxPartNumber = 10_000;

/**
 * The number of a part, from 1 to 10,000.
 * @throws S3Error InvalidArgument
 */
export const partNumber = (query: URLSearchParams): number => {
  const text = query.get('partNumber') ?? '';
  const number = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (number >= 1 && number <= maxPartNumber) return number;
  throw invalidArgument(
    `Part number must be an integer between 1 and ${maxPartNumber}, inclusive.`,
    'partNumber',
    text,
  );
};
