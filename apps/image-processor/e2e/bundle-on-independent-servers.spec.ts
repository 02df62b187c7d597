import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import {
  contentOf,
  createImageRecordRepository,
  imageIdOf,
  normaliseSequencer,
  revisionName,
} from '@image-pipeline/image-records';
import { createRenderer, parseRecipes } from '@image-pipeline/image-transform';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { bundleProcessor } from '../build/bundle.ts';
import { environment } from '../src/testing/environment.ts';
import { notificationOf } from '../src/testing/s3-notification.ts';
import { names, startIndependentServers, type IndependentServers } from './independent-servers.ts';

/**
 * The bundle holds no code path of its own for the local stack: against servers that others wrote it works by
 * environment variables alone.
 */
describe('the bundled handler on an S3 and a DynamoDB of other authors', () => {
  let servers: IndependentServers;
  let directory: string;
  beforeAll(async () => {
    [servers, { directory }] = await Promise.all([startIndependentServers(), bundleProcessor()]);
  }, 30_000);
  afterAll(() => servers.close());

  const recordOf = (key: string) =>
    createImageRecordRepository({ client: servers.dynamodb, tableName: names.table }).get(
      imageIdOf({ bucket: names.raw, key }),
    );

  /** Invokes the bundle as Lambda does: its own process, its declared environment, an event. */
  const invoke = async (
    event: unknown,
    overrides: Readonly<Record<string, string>> = {},
  ): Promise<string> => {
    const script = `
      const { handler } = require(process.argv[1] + '/main.js');
      handler(JSON.parse(process.argv[2]), { getRemainingTimeInMillis: () => 60_000 });`;
    const places = { PROCESSED_BUCKET: names.processed, TABLE_NAME: names.table };
    const env = { ...environment, ...servers.environment, ...places, ...overrides };
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['-e', script, directory, JSON.stringify(event)],
      { env },
    );
    return stdout;
  };

  it('turns an upload into variants and a record, and a removal into a tombstone', async () => {
    const key = 'holiday 2026/a+b é.jpg';
    const body = await sharp({ create: { width: 640, height: 480, channels: 3, background: 'teal' } })
      .jpeg()
      .toBuffer();
    await servers.s3.send(new PutObjectCommand({ Bucket: names.raw, Key: key, Body: body }));
    await invoke(notificationOf({ bucket: names.raw, key, sequencer: '01' }));

    const record = await recordOf(key);
    expect(record).toMatchObject({
      status: 'ready',
      width: 640,
      height: 480,
      source: { key, bytes: body.length },
      // Says which codecs rendered: the bundle must have found the same ones as the sources.
      revision: revisionName({
        sequencer: normaliseSequencer('01'),
        generation: 0,
        content: contentOf({
          fingerprint: createRenderer(parseRecipes(JSON.parse(environment['RECIPES']!))).fingerprint,
          sha256: createHash('sha256').update(body).digest('hex'),
        }),
      }),
    });
    const [variant] = record?.status === 'ready' ? record.variants : [];
    const stored = await servers.s3.send(
      new GetObjectCommand({ Bucket: names.processed, Key: variant!.key }),
    );
    expect(stored.ContentType).toBe('image/jpeg');
    expect(stored.CacheControl).toBe('public, max-age=31536000, immutable');
    const bytes = await stored.Body!.transformToByteArray();
    expect(await sharp(bytes).metadata()).toMatchObject({ format: 'jpeg', width: 200, height: 200 });
  });

  it('draws an SVG, for which the one file it is starts a process of its own', async () => {
    const key = 'logo.svg';
    const Body =
      '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="200"><rect width="300" height="200" fill="teal"/></svg>';
    await servers.s3.send(new PutObjectCommand({ Bucket: names.raw, Key: key, Body }));
    await invoke(notificationOf({ bucket: names.raw, key, sequencer: '01' }));
    expect(await recordOf(key)).toMatchObject({
      status: 'ready',
      format: 'svg',
      source: { contentType: 'image/svg+xml' },
      dominantColor: '#008080',
      variants: [{ name: 'thumb', format: 'jpeg', width: 200, height: 200 }],
    });
  });

  it('ends an upload that is no image as rejected, and writes structured logs and metrics', async () => {
    const key = 'notes.jpg';
    await servers.s3.send(new PutObjectCommand({ Bucket: names.raw, Key: key, Body: 'some text' }));
    const lines = (await invoke(notificationOf({ bucket: names.raw, key, sequencer: '01' })))
      .trim()
      .split('\n');
    expect(await recordOf(key)).toMatchObject({
      status: 'rejected',
      rejection: { code: 'unsupported-format' },
    });
    const entries = lines.map((line) => JSON.parse(line));
    expect(entries).toContainEqual(
      expect.objectContaining({ message: 'Image rejected', event: expect.objectContaining({ key }) }),
    );
    expect(entries).toContainEqual(expect.objectContaining({ ImagesRejected: 1, _aws: expect.anything() }));
  });

  it('ends an object that is gone as a tombstone', async () => {
    await invoke(
      notificationOf({
        bucket: names.raw,
        key: 'gone.jpg',
        sequencer: '02',
        eventName: 'ObjectRemoved:Delete',
      }),
    );
    expect(await recordOf('gone.jpg')).toMatchObject({ status: 'deleted' });
  });

  it('fails the invocation when the table does not answer as it should, so that Lambda retries', async () => {
    const event = notificationOf({ bucket: names.raw, key: 'later.jpg', sequencer: '01' });
    await servers.s3.send(new PutObjectCommand({ Bucket: names.raw, Key: 'later.jpg', Body: 'text' }));
    await expect(invoke(event, { TABLE_NAME: 'NoSuchTable' })).rejects.toThrow(
      /1 of 1 objects failed: ResourceNotFoundException/,
    );
  });
});
