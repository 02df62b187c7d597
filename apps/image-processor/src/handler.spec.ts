import { imageIdOf } from '@image-pipeline/image-records';
import { createInMemoryImageRecordRepository } from '@image-pipeline/image-records/testing';
import sharp from 'sharp';
import { MalformedEventError, ObjectsFailedError, OutOfTimeError } from './errors.ts';
import { createHandler } from './handler.ts';
import { readSettings } from './settings.ts';
import { deployed } from './testing/deployment.ts';
import { environment } from './testing/environment.ts';
import { createInMemoryProcessedBucket, createInMemoryRawBucket } from './testing/in-memory-buckets.ts';
import { freshInvocation } from './testing/invocation.ts';
import { notificationOf, s3Record } from './testing/s3-notification.ts';

const photo = () =>
  sharp({ create: { width: 1200, height: 900, channels: 3, background: 'teal' } })
    .jpeg()
    .toBuffer();

const createWorld = () => {
  const raw = createInMemoryRawBucket();
  const records = createInMemoryImageRecordRepository();
  const pipeline = {
    ...deployed(readSettings(environment)),
    sources: raw,
    variants: createInMemoryProcessedBucket(),
    records,
  };
  const telemetry = { ended: jest.fn(), failed: jest.fn(), testEvent: jest.fn(), flush: jest.fn() };
  const statusOf = async (key: string) =>
    (await records.get(imageIdOf({ bucket: 'raw-images', key })))?.status;
  const { fingerprint } = pipeline.renderer;
  return { raw, statusOf, telemetry, fingerprint, handler: createHandler(pipeline, telemetry) };
};

const eventOf = (...keys: string[]) => ({ Records: keys.map((key) => s3Record({ key })) });

/** Has all its time when it begins its first image, and so many milliseconds for what begins after that. */
const invocationThatRunsOut = (left: number) => {
  let asked = 0;
  return { getRemainingTimeInMillis: () => (asked++ === 0 ? 60_000 : left) };
};

describe('the handler', () => {
  it('processes every record of an event', async () => {
    const { raw, handler, statusOf } = createWorld();
    raw.put('a.jpg', await photo());
    raw.put('b.jpg', Buffer.from('text'));
    await handler(eventOf('a.jpg', 'b.jpg'), freshInvocation);
    expect(await statusOf('a.jpg')).toBe('ready');
    expect(await statusOf('b.jpg')).toBe('rejected');
  });

  it('fails for an image that earlier records left too little time for, rejects it for nothing, and retries well', async () => {
    const { raw, handler, statusOf } = createWorld();
    for (const key of ['a.jpg', 'b.jpg']) raw.put(key, await photo());
    const { storingMilliseconds } = readSettings(environment);
    const first = handler(eventOf('a.jpg', 'b.jpg'), invocationThatRunsOut(storingMilliseconds + 1));
    await expect(first).rejects.toThrow(ObjectsFailedError);
    await expect(first).rejects.toMatchObject({ cause: expect.any(OutOfTimeError) });
    expect(await statusOf('a.jpg')).toBe('ready');
    expect(await statusOf('b.jpg')).toBeUndefined();

    await handler(eventOf('a.jpg', 'b.jpg'), freshInvocation);
    expect(await statusOf('b.jpg')).toBe('ready');
  });

  it('gets on with an event of many records over its retries: what is done is not done again', async () => {
    const { raw, handler, statusOf } = createWorld();
    const keys = ['a.jpg', 'b.jpg', 'c.jpg'];
    for (const key of keys) raw.put(key, await photo());
    const { storingMilliseconds } = readSettings(environment);
    const inTimeForOne = () => handler(eventOf(...keys), invocationThatRunsOut(storingMilliseconds + 1));
    await expect(inTimeForOne()).rejects.toThrow('2 of 3 objects failed');
    await expect(inTimeForOne()).rejects.toThrow('1 of 3 objects failed');
    await inTimeForOne();
    expect(await Promise.all(keys.map(statusOf))).toEqual(['ready', 'ready', 'ready']);
  });

  it('tells whoever waits how the images ended, and what is deployed', async () => {
    const { raw, handler, fingerprint } = createWorld();
    raw.put('a.jpg', await photo());
    const imageId = imageIdOf({ bucket: 'raw-images', key: 'a.jpg' });
    expect(await handler(eventOf('a.jpg'), freshInvocation)).toEqual({
      images: [{ imageId, status: 'ready', outcome: 'committed' }],
    });
    expect(await handler({ describe: 'deployment' }, freshInvocation)).toEqual({ fingerprint });
    await expect(handler({ describe: 'everything' }, freshInvocation)).rejects.toThrow(MalformedEventError);
  });

  it('takes the test event of S3, which has no records, and refuses what is no notification', async () => {
    const { handler, telemetry } = createWorld();
    await handler({ Service: 'Amazon S3', Event: 's3:TestEvent', Bucket: 'raw-images' }, freshInvocation);
    expect(telemetry.testEvent).toHaveBeenCalledTimes(1);
    await expect(handler({ hello: 'world' }, freshInvocation)).rejects.toMatchObject({
      code: 'malformed-event',
    });
  });

  it('processes the other records beside one that it cannot understand, and fails', async () => {
    const { raw, handler, statusOf, telemetry } = createWorld();
    raw.put('a.jpg', await photo());
    const event = { Records: [{ eventVersion: '9.0' }, ...notificationOf({ key: 'a.jpg' }).Records] };
    await expect(handler(event, freshInvocation)).rejects.toThrow(
      /1 of 2 objects failed: MalformedEventError/,
    );
    expect(await statusOf('a.jpg')).toBe('ready');
    expect(telemetry.failed).toHaveBeenCalledWith(undefined, expect.any(MalformedEventError));
    expect(telemetry.flush).toHaveBeenCalledTimes(1);
  });
});
