import { S3Error } from '../s3-error.ts';
import type { ByteRange } from '../store/blob-files.ts';

/**
 * The part of an object that a `Range` header asks for; undefined for the whole object, which is also the answer
 * to a header that S3 ignores: another unit, several ranges, or no valid syntax (RFC 9110 section 14.1.2).
 * @throws S3Error InvalidRange (416) when the object has no byte of the range
 */
export const requestedRange = (header: string | undefined, size: number): ByteRange | undefined => {
  const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
  if (header === undefined || first === undefined || last === undefined || first + last === '')
    return undefined;
  if (first !== '' && last !== '' && Number(first) > Number(last)) return undefined;
  const range =
    first === ''
      ? // The last so many bytes, or all when the object has fewer.
        { start: Math.max(0, size - Number(last)), end: size - 1 }
      : { start: Number(first), end: last === '' ? size - 1 : Math.min(Number(last), size - 1) };
  if (range.start <= range.end) return range;
  throw new S3Error('InvalidRange', 'The requested range is not satisfiable.', {
    context: { RangeRequested: header, ActualObjectSize: size },
  });
};

/**
 * The range of a part to be copied, which has to lie within its source: `bytes=<first>-<last>`.
 * @throws S3Error InvalidArgument
 */
export const copySourceRange = (header: string | undefined, size: number): ByteRange | undefined => {
  if (header === undefined) return undefined;
  const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(header) ?? [];
  const range = { start: Number(first), end: Number(last) };
  if (first !== undefined && range.start <= range.end && range.end < size) return range;
  throw new S3Error(
    'InvalidArgument',
    'The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the zero-based offsets of the first and last bytes to copy, within the source.',
    { context: { ArgumentName: 'x-amz-copy-source-range', ArgumentValue: header, SourceSize: size } },
  );
};
