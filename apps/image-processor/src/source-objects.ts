import { GetObjectCommand, NoSuchKey, type GetObjectCommandOutput, type S3Client } from '@aws-sdk/client-s3';
import { IncompleteAnswerError } from './errors.ts';

/** What S3 says of an uploaded image. */
export interface SourceFacts {
  readonly bucket: string;
  readonly key: string;
  /** Where the bucket keeps versions. */
  readonly versionId?: string;
  /** Without quotes. */
  readonly eTag: string;
  readonly bytes: number;
  /** When the object was written, as S3 says it. */
  readonly uploadedAt: Date;
}

/** An object that S3 has begun to send. It holds a connection until its bytes are taken or left. */
export interface OpenObject {
  readonly facts: SourceFacts;
  /** All bytes of the object. @throws when the connection ends before them */
  take(): Promise<Uint8Array>;
  leave(): Promise<void>;
}

/** Uploaded images as they are now, whatever an event says of their past. */
export interface SourceObjects {
  /**
   * @returns undefined when there is no such object
   * @throws whatever else S3 answers: it says nothing of the object, so nobody may take that for gone
   */
  open(place: { readonly bucket: string; readonly key: string }): Promise<OpenObject | undefined>;
}

/**
 * Uploaded images in S3. S3 answers 404 for a key that is gone only to those who may list the bucket; others are
 * denied.
 */
export const createS3SourceObjects = (client: S3Client): SourceObjects => ({
  async open({ bucket, key }) {
    const answer = await client
      .send(new GetObjectCommand({ Bucket: bucket, Key: key }))
      .catch((error: unknown) => {
        if (error instanceof NoSuchKey) return undefined;
        throw error;
      });
    if (answer === undefined) return undefined;
    const {
      Body: body,
      ContentLength: bytes,
      ETag: eTag,
      LastModified: uploadedAt,
      VersionId: versionId,
    } = answer;
    if (body === undefined || bytes === undefined || eTag === undefined || uploadedAt === undefined) {
      await leave(body);
      throw new IncompleteAnswerError(bucket, key);
    }
    return {
      facts: {
        bucket,
        key,
        ...(versionId !== undefined && { versionId }),
        eTag: eTag.replaceAll('"', ''),
        bytes,
        uploadedAt,
      },
      take: () => body.transformToByteArray(),
      leave: () => leave(body),
    };
  },
});

/** An unread body would hold its connection until the socket times out. */
const leave = async (body: GetObjectCommandOutput['Body']): Promise<void> => {
  await body?.transformToWebStream().cancel();
};
