import { imageIdOf } from '@image-pipeline/image-records';
import pMap from 'p-map';
import type { LocalStack } from '../stack/local-stack.ts';
import { uploadFile } from '../stack/upload-file.ts';
import { waitForRecord } from '../stack/wait-for-record.ts';
import { samplePhotos } from './sample-photos.ts';

/** All eight at once would only queue for the same two or four processors. */
const concurrency = 4;

/** One small photo takes a fraction of a second; a first start compiles the function besides. In ms. */
const timeoutMs = 60_000;

/**
 * Uploads the sample photos and waits until each has a record.
 * @throws ImageFailure no-record
 */
export const uploadSamples = async (stack: LocalStack, signal: AbortSignal): Promise<void> => {
  const bucket = stack.outputs.rawBucket;
  await pMap(
    samplePhotos(),
    async ({ key, path }) => {
      await uploadFile({ client: stack.clients.s3, bucket, key, path, signal });
      await waitForRecord({ records: stack.records, imageId: imageIdOf({ bucket, key }), timeoutMs, signal });
    },
    { concurrency, signal },
  );
};
