import { paginateListObjectsV2 } from '@aws-sdk/client-s3';
import { decodeEventKey } from '@image-pipeline/image-records';
import type { Stack } from './connect-stack.ts';

/** What a listing says of an object. */
export interface ListedObject {
  readonly key: string;
  /** Without quotes. */
  readonly eTag: string;
  readonly writtenAt: Date;
}

/**
 * Walks through the raw bucket, or what is below a prefix, a page at a time. Keys travel encoded: XML cannot carry all
 * that they may hold, and readers of XML drop a key of nothing but white space.
 */
export async function* listObjects(
  { clients, outputs }: Pick<Stack, 'clients' | 'outputs'>,
  prefix = '',
): AsyncGenerator<ListedObject> {
  const input = { Bucket: outputs.rawBucket, Prefix: prefix, EncodingType: 'url' } as const;
  for await (const { Contents = [] } of paginateListObjectsV2({ client: clients.s3 }, input)) {
    for (const { Key = '', ETag = '', LastModified = new Date(0) } of Contents) {
      yield { key: decodeEventKey(Key), eTag: ETag.replaceAll('"', ''), writtenAt: LastModified };
    }
  }
}
