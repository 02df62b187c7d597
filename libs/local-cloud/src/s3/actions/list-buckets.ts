import { sendXml } from '../http/responses.ts';
import { pageSize } from '../http/listing-parameters.ts';
import { isoTime } from '../http/xml-writer.ts';
import type { Action } from './action.ts';

const maxBuckets = 10_000;

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html */
export const listBuckets: Action = {
  permissions() {
    return [['s3:ListAllMyBuckets', '*']];
  },
  run({ query }, response, { account: { region }, owner, buckets }) {
    const prefix = query.get('prefix') ?? '';
    const after = query.get('continuation-token') ?? '';
    const limit = pageSize(query.get('max-buckets'), 'max-buckets', maxBuckets);
    const inRegion = (query.get('bucket-region') ?? region) === region;
    const matching = buckets.all().filter(({ name }) => inRegion && name.startsWith(prefix) && name > after);
    const page = matching.slice(0, limit);
    sendXml(response, 'ListAllMyBucketsResult', {
      Owner: { ID: owner.canonicalId },
      Buckets: {
        Bucket: page.map(({ name, createdAt }) => ({
          Name: name,
          CreationDate: isoTime(createdAt),
          BucketRegion: region,
        })),
      },
      Prefix: prefix || undefined,
      ContinuationToken: page.length < matching.length ? page.at(-1)?.name : undefined,
    });
  },
};
