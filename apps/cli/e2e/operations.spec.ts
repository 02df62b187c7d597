import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DeleteItemCommand } from '@aws-sdk/client-dynamodb';
import { DeleteObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { imageIdOf } from '@image-pipeline/image-records';
import { readyRecord } from '@image-pipeline/image-records/testing';
import { connectStack, type Stack } from '@image-pipeline/pipeline-operations';
import { noise } from './support/images.ts';
import { Workplace, type Run } from './support/imgpipe.ts';

const here = new Workplace();
afterAll(() => here.clear());

const data = join(here.folder, 'data');

/** Runs a command against the stack and reads what it prints. */
const imgpipe = async (...args: string[]) => {
  const { code, stdout, stderr } = await here.imgpipe(...args, '--data', data).ended;
  return { code, stdout, stderr };
};

const json = async (...args: string[]) => {
  const { code, stdout } = await imgpipe(...args, '--json');
  const lines = stdout.split('\n').filter(Boolean);
  return { code, values: lines.map((line) => JSON.parse(line) as Record<string, unknown>) };
};

describe('operations on the stack of this machine', () => {
  let run: Run;
  let stack: Stack;

  const upload = async (key: string, Body: Uint8Array | string) =>
    await stack.clients.s3.send(new PutObjectCommand({ Bucket: stack.outputs.rawBucket, Key: key, Body }));

  beforeAll(async () => {
    run = here.imgpipe('start', '--port', '0', '--data', data, '--no-samples');
    await run.waitFor(/have no effect on this machine/);
    stack = connectStack(JSON.parse(readFileSync(join(data, 'running-stack.json'), 'utf8')));
    await upload('a b.jpg', await noise(320, 240));
    await run.waitFor(/^ready +a b\.jpg /m);
    await upload('notes.jpg', 'no picture');
    await run.waitFor(/^rejected +notes\.jpg /m);
  });
  afterAll(() => stack.close());

  it('list images, and those of a kind', async () => {
    const { code, stdout, stderr } = await imgpipe('list');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '2 images\n' });
    expect(stdout).toMatch(/^\S+Z {2}[0-9a-f]{32} {2}rejected {2}unsupported-format {2}notes\.jpg$/m);
    expect(stdout).toMatch(/^\S+Z {2}[0-9a-f]{32} {2}ready {5}320×240 jpeg {8}a b\.jpg$/m);
    expect((await json('list', '--status', 'ready')).values).toMatchObject([{ source: { key: 'a b.jpg' } }]);
    expect((await json('list', '--limit', '1')).values).toHaveLength(1);
    expect((await json('list', '--outdated')).values).toEqual([]);
  });

  it('show an image, by whatever it is called', async () => {
    const imageId = imageIdOf({ bucket: stack.outputs.rawBucket, key: 'a b.jpg' });
    const { stdout } = await imgpipe('show', 'a b.jpg');
    expect(stdout).toMatch(new RegExp(`^imageId: ${imageId}$`, 'm'));
    const [record] = (await json('show', imageId)).values as [{ variants: { cdnUrl: string }[] }];
    const [byAddress] = (await json('show', record.variants[0]!.cdnUrl)).values;
    expect(byAddress).toEqual(record);
    const unknown = await imgpipe('show', 'nobody.jpg');
    expect(unknown).toMatchObject({ code: 1, stdout: '' });
    expect(unknown.stderr).toMatch(/no record of "nobody\.jpg"/);
  });

  it('reprocess an image: a further generation, whose addresses stay', async () => {
    const [before] = (await json('show', 'a b.jpg')).values;
    const dry = await imgpipe('reprocess', 'a b.jpg', '--dry-run');
    expect(dry).toMatchObject({ code: 0, stdout: 'a b.jpg\n' });
    expect(dry.stderr).toMatch(/^1 to process once more; on AWS about less than a cent\.$/m);
    expect((await json('show', 'a b.jpg')).values).toEqual([before]);
    expect(await imgpipe('reprocess', '--prefix', 'a')).toMatchObject({
      code: 0,
      stderr: expect.stringMatching(/^1 done, 0 failed$/m) as string,
    });
    const [after] = (await json('show', 'a b.jpg')).values;
    expect(after).toMatchObject({
      generation: 1,
      revision: before!['revision'],
      variants: before!['variants'],
    });
    expect(await imgpipe('reprocess', 'f'.repeat(32))).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/no record of "ffff/) as string,
    });
    expect((await imgpipe('reprocess', 'nowhere.jpg')).stderr).toMatch(
      /^nowhere\.jpg: there is no such object$/m,
    );
    expect((await json('reprocess', '--rejected', 'unsupported-format')).values).toEqual([
      { key: 'notes.jpg', status: 'rejected' },
    ]);
  });

  const bury = async (key: string, record: object) => {
    const event = {
      ...record,
      s3: { bucket: { name: stack.outputs.rawBucket }, object: { key, sequencer: '01' } },
    };
    await stack.clients.sqs.send(
      new SendMessageCommand({
        QueueUrl: stack.outputs.deadLetterQueueUrl,
        MessageBody: JSON.stringify({
          timestamp: '2026-05-01T08:00:00.000Z',
          requestContext: { condition: 'RetriesExhausted', approximateInvokeCount: 3 },
          requestPayload: { Records: [event] },
          responsePayload: { errorType: 'Sandbox.Timedout', errorMessage: 'after 60 s' },
        }),
      }),
    );
  };

  it('list dead letters and redrive them: what passes is gone, what fails again stays', async () => {
    const sound = { eventVersion: '2.1', eventSource: 'aws:s3', eventName: 'ObjectCreated:Put' };
    await bury('a+b.jpg', sound);
    await bury('strange.jpg', { ...sound, eventVersion: '9.0' });

    const listed = await imgpipe('dead-letters');
    expect(listed.code).toBe(0);
    expect(listed.stdout).toMatch(
      /^2026-05-01T08:00:00\.000Z {2}3 attempts {2}a b\.jpg: Sandbox\.Timedout: after 60 s$/m,
    );
    expect(listed.stderr).toMatch(/2 in the queue\nWhen the cause is mended: imgpipe redrive/);

    await stack.clients.sqs.send(
      new SendMessageCommand({ QueueUrl: stack.outputs.deadLetterQueueUrl, MessageBody: 'hello' }),
    );
    expect((await imgpipe('dead-letters')).stdout).toMatch(
      /no event of S3: UnreadableDeadLetter: .*none that Lambda sends/,
    );

    const only = await imgpipe('redrive', '--only', 'somebody-else.jpg');
    expect(only).toMatchObject({ code: 0, stderr: '0 passed, 0 failed again, 3 left as they are\n' });

    const redriven = await imgpipe('redrive');
    expect(redriven).toMatchObject({ code: 1, stderr: '1 passed, 2 failed again\n' });
    expect(redriven.stdout).toMatch(/^passed {2}a b\.jpg: Sandbox\.Timedout/m);
    expect(redriven.stdout).toMatch(
      /^failed {2}strange\.jpg: .*; now The function failed with ObjectsFailedError/m,
    );
    const left = (await json('dead-letters')).values.map(({ objects }) => objects);
    expect(left).toHaveLength(2);
    expect(left).toContainEqual([expect.objectContaining({ key: 'strange.jpg' })]);
  });

  it('reconcile buckets and table: find what differs, say so, and mend it', async () => {
    expect(await imgpipe('reconcile')).toMatchObject({
      code: 0,
      stdout: '',
      stderr: 'Buckets and table agree.\n',
    });
    expect(await imgpipe('reconcile', '--min-hours', '0')).toMatchObject({
      stderr: 'Buckets and table agree.\n',
    });

    const { clients, outputs, records } = stack;
    const id = (key: string) => imageIdOf({ bucket: outputs.rawBucket, key });
    const forget = async (key: string) =>
      await clients.dynamodb.send(
        new DeleteItemCommand({ TableName: outputs.tableName, Key: { imageId: { S: id(key) } } }),
      );
    const store = async (Key: string) =>
      await clients.s3.send(
        new PutObjectCommand({ Bucket: outputs.processedBucket, Key, Body: 'left over' }),
      );
    await forget('notes.jpg');
    const dead = ['0-0-ab', 'FF-0-ab'].map((revision) => `${id('a b.jpg')}/${revision}/thumb.jpg`);
    const ofNobody = `${'0'.repeat(32)}/01-0-ab/thumb.jpg`;
    for (const key of dead) await store(key);
    await upload('holiday.jpg', await noise(200, 100));
    await run.waitFor(/^ready +holiday\.jpg /m);
    const [holiday] = (await json('show', 'holiday.jpg')).values as [{ variants: { key: string }[] }];
    for (const { key } of holiday.variants) {
      await clients.s3.send(new DeleteObjectCommand({ Bucket: outputs.processedBucket, Key: key }));
    }
    await store(ofNobody);
    const source = { bucket: outputs.rawBucket, key: 'never there.jpg' };
    const processedAt = new Date().toISOString();
    const invented = readyRecord({ source, processedAt, sequencer: '01' });
    await records.commit(invented);

    const expected = [
      { kind: 'object-without-record', source: { key: 'notes.jpg' } },
      { kind: 'record-without-object', source: { key: 'never there.jpg' } },
      { kind: 'variants-of-nobody', keys: [ofNobody] },
      { kind: 'variants-left-over', keys: dead },
      { kind: 'record-without-variants', source: { key: 'holiday.jpg' } },
    ];
    await sleep(1_100); // S3's times are whole seconds
    const byKind = ({ values }: Awaited<ReturnType<typeof json>>) =>
      expected.map(({ kind }) => values.find((value) => value['kind'] === kind));
    expect((await json('reconcile')).values).toEqual([]);
    expect(byKind(await json('reconcile', '--min-hours', '0', '--dry-run'))).toMatchObject(expected);
    expect(await records.get(id('notes.jpg'))).toBeUndefined();

    const mended = await imgpipe('reconcile', '--min-hours', '0');
    expect(mended).toMatchObject({ code: 0, stderr: '5 differ, 0 could not be mended\n' });
    expect(mended.stdout).toMatch(/^never there\.jpg: its object is gone; record and variants removed$/m);
    expect(await records.get(id('notes.jpg'))).toMatchObject({ status: 'rejected', sequencer: '0' });
    expect(await records.get(id('never there.jpg'))).toMatchObject({ status: 'deleted' });
    expect(await imgpipe('reconcile', '--min-hours', '0')).toMatchObject({
      stderr: 'Buckets and table agree.\n',
    });
  });

  it('say so when the stack is not there, and when it is there no more', async () => {
    const elsewhere = await here.imgpipe('list', '--data', join(here.folder, 'empty')).ended;
    expect(elsewhere).toMatchObject({ code: 1, stdout: '' });
    expect(elsewhere.stderr).toMatch(/No stack runs on .*empty[^]*npm start/);
    await run.stop('SIGINT');
    const stopped = await imgpipe('list');
    expect(stopped.stderr).toMatch(/No stack runs on/);
  });
});
