import { join } from 'node:path';
import { errorCode, messageOf, PipelineError } from '@image-pipeline/errors';
import { imageIdOf } from '@image-pipeline/image-records';
import type { DeadLetters } from '../stack/dead-letters.ts';
import type { LocalStack } from '../stack/local-stack.ts';
import { uploadFile } from '../stack/upload-file.ts';
import { waitForRecord, type Ending } from '../stack/wait-for-record.ts';
import type { InputFile } from './collect-files.ts';
import { fetchVariants } from './fetch-variants.ts';
import type { FailedOutcome, ImageOutcome } from './image-outcome.ts';

/** What every file of a run is processed with. */
export interface FileProcessing {
  readonly stack: LocalStack;
  readonly deadLetters: DeadLetters;
  /** Folder for the variants; none are fetched without. */
  readonly out?: string | undefined;
  readonly signal: AbortSignal;
}

/** A file under the name that it has in the stack and in the results. */
export interface NamedFile extends InputFile {
  /** Unique among the files: the object's key, and the name of the folder for its variants. */
  readonly outputName: string;
}

/**
 * Takes one file all the way through the pipeline. What goes wrong with it is its outcome.
 * @throws the reason of the signal, once it is aborted
 */
export const processFile = async (processing: FileProcessing, file: NamedFile): Promise<ImageOutcome> => {
  try {
    const ending = await runThroughPipeline(processing, file);
    return await outcomeOf(processing, file, ending);
  } catch (error) {
    processing.signal.throwIfAborted();
    return failed(file, causeOf(error));
  }
};

const runThroughPipeline = async (
  { stack, deadLetters, signal }: FileProcessing,
  { path, outputName: key }: NamedFile,
): Promise<Ending> => {
  const { clients, outputs, records } = stack;
  const bucket = outputs.rawBucket;
  await uploadFile({ client: clients.s3, bucket, key, path, signal });
  return await waitForRecord({ records, deadLetters, imageId: imageIdOf({ bucket, key }), signal });
};

const outcomeOf = async (
  { out, signal }: FileProcessing,
  file: NamedFile,
  ending: Ending,
): Promise<ImageOutcome> => {
  if (ending.kind === 'dead-letter') {
    const { errorType, errorMessage, attempts } = ending.deadLetter;
    return failed(file, { code: errorType, message: `${errorMessage} (after ${attempts} attempts)` });
  }
  const { record } = ending;
  if (record.status === 'deleted') {
    return failed(file, { code: 'deleted', message: 'The object was gone when it was read.' });
  }
  if (record.status === 'rejected' || out === undefined) return { file: file.path, ...record };
  const variants = await fetchVariants(record.variants, join(out, file.outputName), signal);
  return { file: file.path, ...record, variants };
};

const failed = ({ path }: InputFile, failure: FailedOutcome['failure']): FailedOutcome => ({
  file: path,
  status: 'failed',
  failure,
});

/** Of one of our errors, of the file system's, or by the name that the AWS SDK gives its errors. */
const causeOf = (error: unknown): FailedOutcome['failure'] => {
  if (error instanceof PipelineError) {
    const { code, problem: message, remedy } = error;
    return { code, message, ...(remedy !== undefined && { remedy }) };
  }
  const name = error instanceof Error ? error.name : 'Error';
  return { code: String(errorCode(error) ?? name), message: messageOf(error) };
};
