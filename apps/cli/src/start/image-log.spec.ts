import type { ImageRecord } from '@image-pipeline/image-records';
import {
  createInMemoryImageRecordRepository,
  deletedRecord,
  readyRecord,
  rejectedRecord,
} from '@image-pipeline/image-records/testing';
import pc from 'picocolors';
import { createImageLog } from './image-log.ts';

const run = async (
  entries: unknown[],
  { records = [] as ImageRecord[], signal = new AbortController().signal } = {},
) => {
  const repository = createInMemoryImageRecordRepository();
  for (const record of records) await repository.commit(record);
  const written: string[] = [];
  const output = { line: (text = '') => void written.push(text), colours: pc.createColors(false) };
  const log = createImageLog(Promise.resolve(repository), output, signal);
  // All at once, as the function's processes log.
  await Promise.all(
    entries.map((entry) =>
      log({ message: typeof entry === 'string' ? entry : JSON.stringify(entry), requestId: 'r1' }),
    ),
  );
  return written;
};

const ended = ({ imageId, source: { bucket, key } }: ImageRecord, outcome = 'committed') => ({
  level: 'INFO',
  message: 'Image ready',
  event: { bucket, key, sequencer: '01', eventName: 'ObjectCreated:Put' },
  image: { imageId, outcome, status: 'ready', durationMs: 1 },
});
const failed = {
  level: 'ERROR',
  message: 'Object failed',
  event: { bucket: 'raw', key: 'a\u001b[2J.jpg' },
  error: { name: 'ThrottlingException', message: 'Slow down', stack: '…' },
};
const failedReport = 'REPORT RequestId: r1\tDuration: 3.00 ms\tStatus: error\tError Type: ObjectsFailedError';

it('writes a line with the thumbnail for a ready image', async () => {
  const record = readyRecord({ source: { key: 'holiday/beach 1.jpg' } });
  expect(await run([ended(record)], { records: [record] })).toEqual([
    `ready     holiday/beach 1.jpg  4000×3000  412 ms  ${record.variants[0]?.cdnUrl}`,
  ]);
});

it('writes why an image was rejected, and that one was deleted', async () => {
  const rejected = rejectedRecord({ source: { key: 'notes.jpg' } });
  const deleted = deletedRecord({ source: { key: 'gone.jpg' } });
  expect(await run([ended(rejected), ended(deleted)], { records: [rejected, deleted] })).toEqual([
    'rejected  notes.jpg  412 ms  corrupt: The file ends before the picture does.',
    'deleted   gone.jpg  412 ms',
  ]);
});

it('tells a failed attempt once, by name, and lets the key steer nothing', async () => {
  expect(await run([failed, failedReport])).toEqual([
    'failed    a\\u{1b}[2J.jpg  ThrottlingException: Slow down',
  ]);
});

it('tells of invocations that could say nothing themselves', async () => {
  expect(
    await run([
      'REPORT RequestId: r1\tDuration: 60000.00 ms\tStatus: timeout',
      'REPORT RequestId: r1\tDuration: 9.00 ms\tMax Memory Used: 512 MB\tStatus: error\tError Type: Runtime.ExitError',
    ]),
  ).toEqual(['failed    an invocation (it timed out)', 'failed    an invocation (Runtime.ExitError)']);
});

it('passes over everything else', async () => {
  const record = readyRecord();
  const entries = [
    ended(record, 'superseded'),
    'START RequestId: r1 Version: $LATEST',
    'REPORT RequestId: r1\tDuration: 3.00 ms\tBilled Duration: 3 ms',
    '{"_aws":{"Timestamp":1}}',
    '{broken',
    'null',
    { level: 'INFO', message: 'S3 test event' },
  ];
  expect(await run(entries, { records: [record] })).toEqual([]);
});

it('writes in the order of the log although records are read one by one, some slower than others', async () => {
  const slowFirst = [40, 20, 0].map((ms) => ({ ms, record: readyRecord({ source: { key: `${ms}.jpg` } }) }));
  const records = {
    get: async (imageId: string) => {
      const found = slowFirst.find(({ record }) => record.imageId === imageId);
      await new Promise((done) => setTimeout(done, found?.ms));
      return found?.record;
    },
  };
  const lines: string[] = [];
  const output = { line: (text = '') => void lines.push(text), colours: pc.createColors(false) };
  const imageLog = createImageLog(Promise.resolve(records), output, new AbortController().signal);
  await Promise.all(slowFirst.map(({ record }) => imageLog({ message: JSON.stringify(ended(record)) })));
  expect(lines.map((line) => /(\d+)\.jpg/.exec(line)?.[1])).toEqual(['40', '20', '0']);
});

it('tells of a record that cannot be read and goes on', async () => {
  const log: string[] = [];
  const records = {
    get: jest.fn().mockRejectedValueOnce(new Error('table is gone')).mockResolvedValue(readyRecord()),
  };
  const output = { line: (text = '') => void log.push(text), colours: pc.createColors(false) };
  const imageLog = createImageLog(Promise.resolve(records), output, new AbortController().signal);
  await Promise.all([1, 2].map(() => imageLog({ message: JSON.stringify(ended(readyRecord())) })));
  expect(log).toEqual([
    'failed    Error: table is gone',
    expect.stringMatching(/^ready {5}holiday\/beach\.jpg/),
  ]);
});

it('is silent once the command has to stop', async () => {
  expect(await run([failed], { signal: AbortSignal.abort() })).toEqual([]);
});
