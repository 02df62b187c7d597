import { GetObjectCommand, NoSuchKey, type GetObjectCommandOutput, type S3Client } from '@aws-sdk/client-s3';
import { createHash } from 'node:crypto';

/** What S3 says of an uploaded image. */
export interface SourceFacts {
  readonly bucket: string;
  readonly key: string;
  readonly versionId?: string;
  readonly eTag: string;
  readonly bytes: number;
  /** When the object was written, as S3 says it. */
  readonly uploadedAt: Date;
}

export type Source =
  | {
      readonly state: 'present';
      readonly facts: SourceFacts;
      readonly body: Uint8Array;
      readonly sha256: string;
    }
  | { readonly state: 'too-large'; readonly facts: SourceFacts }
  | { readonly state: 'gone' };

/** Reads uploaded images as they are now, whatever an event says of their past. */
export interface SourceImages {
  read(place: { readonly bucket: string; readonly key: string }): Promise<Source>;
}

/**
 * @param maxBytes an object of more bytes is not downloaded: the function's memory is bounded
 */
export const createS3SourceImages = (client: S3Client, maxBytes: number): SourceImages => ({
  async read({ bucket, key }) {
    const response = await getObject(client, bucket, key);
    if (!response) return { state: 'gone' };
    const facts = factsOf(bucket, key, response);
    if (facts.bytes > maxBytes) {
      await discard(response);
      return { state: 'too-large', facts };
    }
    const body = (await response.Body?.transformToByteArray()) ?? new Uint8Array();
    return { state: 'present', facts, body, sha256: createHash('sha256').update(body).digest('hex') };
  },
});

/** S3 answers 404 for a key that is gone only to those who may list the bucket; the role may. */
const getObject = async (
  client: S3Client,
  bucket: string,
  key: string,
): Promise<GetObjectCommandOutput | undefined> => {
  try {
    return await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
  } catch (error) {
    if (error instanceof NoSuchKey) return undefined;
    throw error;
  }
};

const factsOf = (bucket: string, key: string, response: GetObjectCommandOutput): SourceFacts => ({
  bucket,
  key,
  ...(response.VersionId !== undefined && { versionId: response.VersionId }),
  eTag: (response.ETag ?? '').replaceAll('"', ''),
  bytes: response.ContentLength ?? 0,
  uploadedAt: response.LastModified ?? new Date(0),
});

/** An unread body would hold its connection until the socket times out. */
const discard = async (response: GetObjectCommandOutput): Promise<void> => {
  await response.Body?.transformToWebStream().cancel();
};
