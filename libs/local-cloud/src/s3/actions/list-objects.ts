import { keyEncoding, pageSize } from '../http/listing-parameters.ts';
import { listedObjects } from '../http/object-listing-xml.ts';
import { sendXml } from '../http/responses.ts';
import { afterPrefix, commonPrefixOf, justAfter } from '../store/listing.ts';
import type { Action } from './action.ts';

/** The first version of the listing, which older tools use. https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjects.html */
export const listObjects: Action = {
  permissions: 's3:ListBucket',
  run({ bucket, query }, response, { list, owner }) {
    const prefix = query.get('prefix') ?? '';
    const delimiter = query.get('delimiter') ?? '';
    const marker = query.get('marker') ?? '';
    const limit = pageSize(query.get('max-keys'), 'max-keys');
    const { encodingType, encode } = keyEncoding(query);
    const from = afterMarker(marker, prefix, delimiter);
    const listing = list({ bucket, prefix, delimiter, from, limit });
    // Without a delimiter the last key listed is the next marker, and S3 leaves it to the client to take it.
    const nextMarker = listing.next === undefined || delimiter === '' ? undefined : listing.last;
    sendXml(response, 'ListBucketResult', {
      Name: bucket,
      Prefix: encode(prefix),
      Marker: encode(marker),
      NextMarker: nextMarker === undefined ? undefined : encode(nextMarker),
      Delimiter: delimiter === '' ? undefined : encode(delimiter),
      MaxKeys: limit,
      EncodingType: encodingType,
      IsTruncated: listing.next !== undefined,
      ...listedObjects(listing, encode, owner),
    });
  },
};

/** A marker may be a common prefix of the page before: then everything it stands for has been listed. */
const afterMarker = (marker: string, prefix: string, delimiter: string): string => {
  if (marker === '') return '';
  const isCommonPrefix = commonPrefixOf(marker, prefix, delimiter) === marker;
  return (isCommonPrefix ? afterPrefix(marker) : undefined) ?? justAfter(marker);
};
