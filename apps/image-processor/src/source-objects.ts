import {
  GetObjectCommand,
  HeadObjectCommand,
  NoSuchKey,
  NotFound,
  type GetObjectCommandOutput,
  type HeadObjectCommandOutput,
  type S3Client,
} from '@aws-sdk/client-s3';
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
  open(place: ObjectPlace): Promise<OpenObject | undefined>;
  /** What S3 says of the object, without its bytes. Answers and throws as `open` does. */
  look(place: ObjectPlace): Promise<SourceFacts | undefined>;
}

export interface ObjectPlace {
  readonly bucket: string;
  readonly key: string;
}

/**
 * Uploaded images in S3. S3 answers 404 for a key that is gone only to those who may list the bucket; others are
 * denied.
 */
export const createS3SourceObjects = (client: S3Client): SourceObjects => ({
  async open(place) {
    const answer = await unlessGone(client.send(new GetObjectCommand(addressOf(place))));
    if (answer === undefined) return undefined;
    const { Body: body } = answer;
    const facts = factsIn(place, answer);
    if (body === undefined || facts === undefined) {
      await leave(body);
      throw new IncompleteAnswerError(place.bucket, place.key);
    }
    return { facts, take: () => body.transformToByteArray(), leave: () => leave(body) };
  },
  async look(place) {
    const answer = await unlessGone(client.send(new HeadObjectCommand(addressOf(place))));
    if (answer === undefined) return undefined;
    const facts = factsIn(place, answer);
    if (facts === undefined) throw new IncompleteAnswerError(place.bucket, place.key);
    return facts;
  },
});

const addressOf = ({ bucket, key }: ObjectPlace) => ({ Bucket: bucket, Key: key });

/** Answers to HEAD have no body that could name the error. */
const unlessGone = <Answer>(answer: Promise<Answer>): Promise<Answer | undefined> =>
  answer.catch((error: unknown) => {
    if (error instanceof NoSuchKey || error instanceof NotFound) return undefined;
    throw error;
  });

const factsIn = (
  { bucket, key }: ObjectPlace,
  answer: GetObjectCommandOutput | HeadObjectCommandOutput,
): SourceFacts | undefined => {
  const { ContentLength: bytes, ETag: eTag, LastModified: uploadedAt, VersionId: versionId } = answer;
  if (bytes === undefined || eTag === undefined || uploadedAt === undefined) return undefined;
  return {
    bucket,
    key,
    ...(versionId !== undefined && { versionId }),
    eTag: eTag.replaceAll('"', ''),
    bytes,
    uploadedAt,
  };
};

/** An unread body would hold its connection until the socket times out. */
const leave = async (body: GetObjectCommandOutput['Body']): Promise<void> => {
  await body?.transformToWebStream().cancel();
};
