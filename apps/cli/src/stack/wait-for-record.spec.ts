import {
  createInMemoryImageRecordRepository,
  readyRecord,
  rejectedRecord,
} from '@image-pipeline/image-records/testing';
import type { DeadLetter } from '@image-pipeline/pipeline-operations';
import { waitForRecord } from './wait-for-record.ts';

const signal = new AbortController().signal;
const { imageId } = readyRecord();
const deadLetter: DeadLetter = {
  objects: [readyRecord().source],
  errorType: 'E',
  errorMessage: 'm',
  attempts: 3,
  failedAt: '2024-05-01T08:00:00.000Z',
  event: {},
};

it('returns a record that is there, of whatever status', async () => {
  const records = createInMemoryImageRecordRepository();
  const record = rejectedRecord();
  await records.commit(record);
  expect(await waitForRecord({ records, imageId: record.imageId, signal })).toEqual({
    kind: 'record',
    record,
  });
});

it('waits for one that comes later', async () => {
  const records = createInMemoryImageRecordRepository();
  const waiting = waitForRecord({ records, imageId, signal });
  setTimeout(() => void records.commit(readyRecord()), 60);
  expect(await waiting).toMatchObject({ kind: 'record', record: { status: 'ready' } });
});

it('returns the dead letter when the pipeline gave up', async () => {
  const records = createInMemoryImageRecordRepository();
  const deadLetters = { find: jest.fn().mockResolvedValueOnce(undefined).mockResolvedValue(deadLetter) };
  expect(await waitForRecord({ records, deadLetters, imageId, signal })).toEqual({
    kind: 'dead-letter',
    deadLetter,
  });
  expect(deadLetters.find).toHaveBeenCalledWith(imageId);
});

it('gives up after the time it was given', async () => {
  const records = createInMemoryImageRecordRepository();
  await expect(waitForRecord({ records, imageId, timeoutMs: 40, signal })).rejects.toMatchObject({
    code: 'no-record',
  });
});

it('ends at once when it is told to stop', async () => {
  const records = createInMemoryImageRecordRepository();
  const stop = new AbortController();
  const waiting = waitForRecord({ records, imageId, signal: stop.signal });
  setTimeout(() => stop.abort(new Error('stop')), 30);
  await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
});

it('passes on what the table answers', async () => {
  const records = { get: () => Promise.reject(new Error('no such table')) };
  await expect(waitForRecord({ records, imageId, signal })).rejects.toThrow('no such table');
});
