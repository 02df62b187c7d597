import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PutObjectCommand } from '@aws-sdk/client-s3';
import type { ImageRecord } from '@image-pipeline/image-records';
import {
  createInMemoryImageRecordRepository,
  deletedRecord,
  readyRecord,
  rejectedRecord,
} from '@image-pipeline/image-records/testing';
import type { DeadLetter } from '@image-pipeline/pipeline-operations';
import type { LocalStack } from '../stack/local-stack.ts';
import { processFile, type FileProcessing } from './process-file.ts';

const bucket = 'raw-images-test';
const key = 'photo.jpg (2)';
let folder: string;
let uploads: PutObjectCommand['input'][];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'process-file-'));
  await writeFile(join(folder, 'photo.jpg'), 'picture');
  uploads = [];
});
afterEach(() => rm(folder, { recursive: true }));

/** A stack whose pipeline has already come to the given end for the key. */
const stackWith = async (record?: ImageRecord, deadLetter?: DeadLetter): Promise<FileProcessing> => {
  const records = createInMemoryImageRecordRepository();
  if (record !== undefined) await records.commit(record);
  const s3 = { send: async ({ input }: PutObjectCommand) => void uploads.push(input) };
  return {
    stack: { outputs: { rawBucket: bucket }, clients: { s3 }, records } as unknown as LocalStack,
    deadLetters: { find: () => Promise.resolve(deadLetter) },
    signal: new AbortController().signal,
  };
};
const file = () => ({ path: join(folder, 'photo.jpg'), name: 'photo.jpg', outputName: key });

it('uploads under the output name and returns the record with the path', async () => {
  const record = readyRecord({ source: { bucket, key } });
  expect(await processFile(await stackWith(record), file())).toEqual({ file: file().path, ...record });
  expect(uploads).toMatchObject([{ Bucket: bucket, Key: key, ContentLength: 7 }]);
});

it('returns a rejection as it is', async () => {
  const record = rejectedRecord({ source: { bucket, key } });
  expect(await processFile(await stackWith(record), file())).toEqual({ file: file().path, ...record });
});

it('is a failure when the pipeline gave up, with its reason and attempts', async () => {
  const deadLetter = {
    objects: [{ bucket, key }],
    errorType: 'Sandbox.Timedout',
    errorMessage: 'Task timed out',
    attempts: 3,
    failedAt: '2024-05-01T08:00:00.000Z',
    event: {},
  };
  expect(await processFile(await stackWith(undefined, deadLetter), file())).toEqual({
    file: file().path,
    status: 'failed',
    failure: { code: 'Sandbox.Timedout', message: 'Task timed out (after 3 attempts)' },
  });
});

it('is a failure when the object is gone before it was read', async () => {
  const outcome = await processFile(await stackWith(deletedRecord({ source: { bucket, key } })), file());
  expect(outcome).toMatchObject({ status: 'failed', failure: { code: 'deleted' } });
});

it('is a failure of this file alone when it cannot be read', async () => {
  await rm(file().path);
  const outcome = await processFile(await stackWith(), file());
  expect(outcome).toMatchObject({ status: 'failed', failure: { code: 'ENOENT' } });
});

it('is no outcome when the command has to stop', async () => {
  const processing = await stackWith();
  const signal = AbortSignal.abort(new Error('stop'));
  await expect(processFile({ ...processing, signal }, file())).rejects.toThrow('stop');
});

it('tells a failure of ours by its problem alone: what to do about it is printed once, not per image', async () => {
  const record = readyRecord({ source: { bucket, key } });
  const variants = record.variants.map((each) => ({ ...each, cdnUrl: 'http://127.0.0.1:1/thumb.jpg' }));
  const processing = await stackWith({ ...record, variants });
  const outcome = await processFile({ ...processing, out: join(folder, 'out') }, file());
  expect(outcome).toMatchObject({
    status: 'failed',
    failure: {
      code: 'variant-unreachable',
      message: expect.stringMatching(/^The variant thumb .*no answer\.$/),
      remedy: 'Run again with --verbose to see what the stack logs.',
    },
  });
});
