import { formEncodeKey } from '../events/event-record.ts';
import { invalidArgument } from '../s3-error.ts';

/**
 * A page size asked for, cut to what S3 gives at most.
 * @throws S3Error InvalidArgument
 */
export const pageSize = (text: string | null, name: string, max = 1000): number => {
  if (text === null || text === '') return max;
  if (/^\d{1,10}$/.test(text) && Number(text) <= 0x7fffffff) return Math.min(Number(text), max);
  throw invalidArgument(`Provided ${name} not an integer or within integer range.`, name, text);
};

/**
 * How keys are to be written in a listing: as they are or, for keys that XML cannot hold, form-encoded.
 * @throws S3Error InvalidArgument
 */
export const keyEncoding = (
  query: URLSearchParams,
): { encodingType: 'url' | undefined; encode: (key: string) => string } => {
  const encodingType = query.get('encoding-type');
  if (encodingType === null || encodingType === '') return { encodingType: undefined, encode: (key) => key };
  if (encodingType === 'url') return { encodingType, encode: formEncodeKey };
  throw invalidArgument('Invalid Encoding Method specified in Request.', 'encoding-type', encodingType);
};
