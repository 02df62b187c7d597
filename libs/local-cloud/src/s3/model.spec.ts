import fc from 'fast-check';
import { startS3, testBucket, type S3Harness } from '../../test-support/s3-harness.ts';

const functionArn = 'arn:aws:lambda:eu-central-1:123456789012:function:f';
const targets = [{ id: 'all', functionArn, events: ['s3:ObjectCreated:*', 's3:ObjectRemoved:*'] }];

type Command =
  | { do: 'put'; key: string; body: string }
  | { do: 'delete'; key: string }
  | { do: 'copy'; from: string; to: string }
  /** From here on deliveries fail or succeed. */
  | { do: 'restart'; deliver: boolean };

const key = fc.constantFrom('a', 'a/b', 'ü ber');
const command: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('put' as const), key, body: fc.string({ maxLength: 20 }) }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('delete' as const), key }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('copy' as const), from: key, to: key }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('restart' as const), deliver: fc.boolean() }) },
);

/** What S3 is at its simplest, and the changes it would tell of. */
const createModel = () => {
  const objects = new Map<string, string>();
  const changes: string[] = [];
  return {
    objects,
    changes,
    put: (name: string, body: string) => {
      objects.set(name, body);
      changes.push(`ObjectCreated:Put ${name} ${String(Buffer.byteLength(body))}`);
      return 200;
    },
    delete: (name: string) => {
      objects.delete(name);
      changes.push(`ObjectRemoved:Delete ${name} undefined`);
      return 204;
    },
    copy: (from: string, to: string) => {
      const body = objects.get(from);
      if (body === undefined) return 404;
      if (from === to) return 400;
      objects.set(to, body);
      changes.push(`ObjectCreated:Copy ${to} ${String(Buffer.byteLength(body))}`);
      return 200;
    },
  };
};

describe('any sequence of changes and restarts', () => {
  let root: S3Harness;
  beforeAll(async () => {
    root = await startS3({ buckets: [] });
    await root.service.close();
  });
  afterAll(() => root.close());

  it('leaves the objects, and tells of the changes, that it should', async () => {
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(command, { maxLength: 25 }), async (commands) => {
        const dir = `${root.dir}/run-${String((run += 1))}`;
        const model = createModel();
        const told: { sequencer: string; change: string }[] = [];
        let s3 = await start(dir, true, told);
        const path = (name: string) => `/${testBucket}/${encodeURIComponent(name)}`;
        try {
          for (const step of commands) {
            if (step.do === 'restart') {
              await s3.close();
              s3 = await start(dir, step.deliver, told);
              continue;
            }
            const [status, expected] = await perform(s3, model, step, path);
            expect(status).toBe(expected);
          }
          await s3.close();
          s3 = await start(dir, true, told);
          await s3.idle();

          const listing = String((await s3.send('GET', `/${testBucket}?list-type=2`)).body);
          const listed = [...listing.matchAll(/<Key>(.*?)<\/Key>/g)].map(([, name]) => name);
          expect(listed).toEqual([...model.objects.keys()].sort());
          for (const [name, body] of model.objects) {
            expect(String((await s3.send('GET', path(name))).body)).toBe(body);
          }
          // At least once, in any order: the sequencer tells the order, and what is the same event.
          const inOrder = new Map(
            told
              .sort((a, b) => (a.sequencer < b.sequencer ? -1 : 1))
              .map((event) => [event.sequencer, event.change]),
          );
          expect([...inOrder.values()]).toEqual(model.changes);
        } finally {
          await s3.close();
        }
      }),
      { numRuns: 40 },
    );
  });
});

const start = async (
  dir: string,
  deliver: boolean,
  told: { sequencer: string; change: string }[],
): Promise<S3Harness> => {
  const s3 = await startS3({
    dir,
    deliver: (_arn, { Records: [record] }) => {
      if (!deliver || record === undefined) return Promise.reject(new Error('not now'));
      const { key: encoded, size, sequencer } = record.s3.object;
      const name = decodeURIComponent(encoded.replaceAll('+', ' '));
      told.push({ sequencer, change: `${record.eventName} ${name} ${String(size)}` });
      return Promise.resolve();
    },
  });
  s3.service.putNotifications(testBucket, targets);
  return s3;
};

const perform = async (
  s3: S3Harness,
  model: ReturnType<typeof createModel>,
  step: Exclude<Command, { do: 'restart' }>,
  path: (name: string) => string,
): Promise<[status: number, expected: number]> => {
  switch (step.do) {
    case 'put':
      return [
        (await s3.send('PUT', path(step.key), { body: step.body })).status,
        model.put(step.key, step.body),
      ];
    case 'delete':
      return [(await s3.send('DELETE', path(step.key))).status, model.delete(step.key)];
    case 'copy': {
      const headers = { 'x-amz-copy-source': path(step.from) };
      return [(await s3.send('PUT', path(step.to), { headers })).status, model.copy(step.from, step.to)];
    }
  }
};
