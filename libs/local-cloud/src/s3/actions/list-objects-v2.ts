import { keyEncoding, pageSize } from '../http/listing-parameters.ts';
import { listedObjects } from '../http/object-listing-xml.ts';
import { sendXml } from '../http/responses.ts';
import { invalidArgument } from '../s3-error.ts';
import { justAfter } from '../store/listing.ts';
import type { Action } from './action.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html */
export const listObjectsV2: Action = {
  permissions: 's3:ListBucket',
  run({ bucket, query }, response, { list, owner }) {
    const prefix = query.get('prefix') ?? '';
    const delimiter = query.get('delimiter') ?? '';
    const startAfter = query.get('start-after');
    const token = query.get('continuation-token');
    const limit = pageSize(query.get('max-keys'), 'max-keys');
    const { encodingType, encode } = keyEncoding(query);
    const from = token === null ? afterOrStart(startAfter) : keyOfToken(token);
    const listing = list({ bucket, prefix, delimiter, from, limit });
    sendXml(response, 'ListBucketResult', {
      Name: bucket,
      Prefix: encode(prefix),
      Delimiter: delimiter === '' ? undefined : encode(delimiter),
      StartAfter: startAfter === null ? undefined : encode(startAfter),
      ContinuationToken: token ?? undefined,
      NextContinuationToken: listing.next === undefined ? undefined : tokenOfKey(listing.next),
      KeyCount: listing.objects.length + listing.commonPrefixes.length,
      MaxKeys: limit,
      EncodingType: encodingType,
      IsTruncated: listing.next !== undefined,
      ...listedObjects(listing, encode, query.get('fetch-owner') === 'true' ? owner : undefined),
    });
  },
};

const afterOrStart = (startAfter: string | null): string =>
  startAfter === null || startAfter === '' ? '' : justAfter(startAfter);

/** A token is opaque to clients; it holds the key at which the next page begins. */
const tokenOfKey = (key: string): string => Buffer.from(key).toString('base64url');

const keyOfToken = (token: string): string => {
  const key = Buffer.from(token, 'base64url').toString();
  if (key !== '' && tokenOfKey(key) === token) return key;
  throw invalidArgument('The continuation token provided is incorrect.', 'continuation-token');
};
