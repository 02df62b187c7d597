import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { imageIdOf } from '@image-pipeline/image-records';
import pMap from 'p-map';
import type { LocalStack } from '../stack/local-stack.ts';
import { uploadFile } from '../stack/upload-file.ts';
import { waitForRecord } from '../stack/wait-for-record.ts';
import type { Step } from '../terminal/steps.ts';
import { samplePhotos } from './sample-photos.ts';

/** All eight at once would only queue for the same two or four processors. */
const concurrency = 4;

/** One small photo takes a fraction of a second; a first start compiles the function besides. In ms. */
const timeoutMs = 60_000;

/** Where the samples go, and whether they are wanted. */
export interface SampleOffer {
  readonly dataDir: string;
  /** False with `--no-samples`; they are not offered again all the same. */
  readonly wanted: boolean;
  readonly step: Step;
  readonly signal: AbortSignal;
}

/**
 * Uploads the sample photos, once per data folder, and waits until each has a record. A file in the folder remembers
 * it: who deletes a sample does not want it back.
 * @throws ImageFailure no-record after a minute; what the file system or S3 answers
 */
export const offerSamples = async (
  stack: LocalStack,
  { dataDir, wanted, step, signal }: SampleOffer,
): Promise<void> => {
  const marker = join(dataDir, 'samples-offered');
  if (existsSync(marker)) return;
  if (wanted) await step('Upload and process the sample photos', () => uploadSamples(stack, signal));
  await writeFile(marker, 'The sample photos are uploaded once per data folder; this file remembers it.\n');
};

const uploadSamples = async ({ outputs, clients, records }: LocalStack, signal: AbortSignal) => {
  const bucket = outputs.rawBucket;
  await pMap(
    samplePhotos(),
    async ({ key, path }) => {
      await uploadFile({ client: clients.s3, bucket, key, path, signal });
      await waitForRecord({ records, imageId: imageIdOf({ bucket, key }), timeoutMs, signal });
    },
    { concurrency, signal },
  );
};
