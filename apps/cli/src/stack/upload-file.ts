import { open } from 'node:fs/promises';
import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';

/** A file, and the object that it becomes. */
export interface Upload {
  readonly client: S3Client;
  readonly bucket: string;
  readonly key: string;
  /** Of the file on this machine. */
  readonly path: string;
  readonly signal: AbortSignal;
}

/**
 * Stores one file as an object, read as a stream: memory does not grow with the file. No content type is claimed:
 * the pipeline goes by the bytes.
 *
 * @throws whatever the file system or S3 answers; up to 5 GiB, S3's limit for one request
 */
export const uploadFile = async ({ client, bucket, key, path, signal }: Upload): Promise<void> => {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    await client.send(
      new PutObjectCommand({
        Bucket: bucket,
        Key: key,
        // A body of the size that was announced, also when the file grows meanwhile.
        Body:
          size === 0 ? Buffer.alloc(0) : file.createReadStream({ autoClose: false, start: 0, end: size - 1 }),
        ContentLength: size,
      }),
      { abortSignal: signal },
    );
  } finally {
    await file.close();
  }
};
