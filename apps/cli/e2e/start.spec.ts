import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { GetQueueAttributesCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { createImageRecordRepository, imageIdOf } from '@image-pipeline/image-records';
import sharp from 'sharp';
import { consumeDeadLetters } from '../src/stack/dead-letters.ts';
import { noise } from './support/images.ts';
import { hangs, Workplace, type Run } from './support/imgpipe.ts';

const here = new Workplace();
afterAll(() => here.clear());

const data = join(here.folder, 'data');
const keys = ['plain.jpg', 'with space.jpg', 'a+b%20c.jpg', 'ünï/写真 \u{1f5bc}.jpg'];

/** A port that is free, and whose next one most likely is. */
const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port > 65_000 ? freePort() : port;
};

/** What a person would copy from the terminal. */
const clientsOf = ({ stdout }: Run) => {
  const exported = (name: string): string => new RegExp(`export ${name}=(\\S+)`).exec(stdout)?.[1] ?? '';
  const configuration = {
    endpoint: exported('AWS_ENDPOINT_URL'),
    region: exported('AWS_REGION'),
    credentials: {
      accessKeyId: exported('AWS_ACCESS_KEY_ID'),
      secretAccessKey: exported('AWS_SECRET_ACCESS_KEY'),
    },
  };
  const named = (what: string): string => new RegExp(`^ +${what} +(\\S+)$`, 'm').exec(stdout)?.[1] ?? '';
  return {
    s3: new S3Client({ ...configuration, forcePathStyle: true }),
    records: createImageRecordRepository({
      client: new DynamoDBClient(configuration),
      tableName: named('table'),
    }),
    sqs: new SQSClient(configuration),
    queueUrl: named('dead-letter queue'),
    bucket: named('raw bucket'),
    processed: named('processed bucket'),
    endpoint: configuration.endpoint,
    cdn: named('CDN'),
  };
};

const soon = () => ({ signal: AbortSignal.timeout(5_000) });

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

describe('a stack that is started, used, stopped and started again', () => {
  let port: number;
  let run: Run;

  beforeAll(async () => {
    port = await freePort();
  });

  it('prints addresses, names, credentials and commands, after the samples are ready', async () => {
    run = here.imgpipe('start', '--port', String(port), '--data', data);
    await run.waitFor(/have no effect on this machine/);

    const { endpoint, cdn, bucket, s3 } = clientsOf(run);
    expect([endpoint, cdn]).toEqual([`http://127.0.0.1:${port}`, `http://127.0.0.1:${port + 1}`]);
    expect(run.stdout).toContain(`aws --endpoint-url ${endpoint} s3 cp photo.jpg s3://${bucket}/\n`);
    expect(run.stdout).toMatch(/\d+ declarations of the program have no effect on this machine.*--verbose/);
    const { Contents: objects = [] } = await s3.send(
      new ListObjectsV2Command({ Bucket: bucket, Prefix: 'samples/' }),
    );
    expect(objects).toHaveLength(8);
    await run.waitFor(/^ready +samples\/black-canyon\.jpg/m);
  });

  it.each(keys)('processes an upload of the AWS SDK and logs it: %s', async (key) => {
    const { s3, bucket } = clientsOf(run);
    await s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: await noise(320, 240) }));
    const [, url = ''] = await run.waitFor(
      new RegExp(`^ready +${escaped(key)}  320×240  \\d+ ms  (\\S+)$`, 'm'),
    );
    const thumbnail = await fetch(url, soon());
    expect([thumbnail.status, thumbnail.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
  });

  it('has a complete record of every sample, whose variants the CDN serves, then from its cache', async () => {
    const { records, cdn, processed } = clientsOf(run);
    const samples = (await records.list({ limit: 200 })).records.filter((it) =>
      it.source.key.startsWith('samples/'),
    );
    expect(samples).toHaveLength(8);
    for (const record of samples) {
      if (record.status !== 'ready') throw new Error(`${record.source.key} is ${record.status}`);
      expect(record).toMatchObject({
        format: 'jpeg',
        source: { contentType: 'image/jpeg', sha256: expect.any(String) },
      });
      expect(Date.parse(record.processedAt)).toBeGreaterThanOrEqual(Date.parse(record.uploadedAt));
      const [thumb, ...others] = record.variants;
      expect(thumb).toMatchObject({ name: 'thumb', format: 'jpeg', width: 200, height: 200 });
      expect(others.map(({ name, format }) => `${name}.${format}`)).toEqual([
        'small.webp',
        'medium.webp',
        'large.webp',
      ]);
      for (const { key, cdnUrl, s3Url, bytes, width, height } of record.variants) {
        expect([cdnUrl, s3Url]).toEqual([`${cdn}/${key}`, `s3://${processed}/${key}`]);
        const first = await fetch(cdnUrl, soon());
        const body = Buffer.from(await first.arrayBuffer());
        expect([first.status, body.length]).toEqual([200, bytes]);
        expect(await sharp(body).metadata()).toMatchObject({ width, height });
        const second = await fetch(cdnUrl, soon());
        expect([second.status, second.headers.get('x-cache')]).toEqual([200, 'Hit from cloudfront']);
        await second.arrayBuffer();
      }
    }
  });

  it('serves variants with the headers that the program declares, and to nobody but through the CDN', async () => {
    const { records, endpoint, processed } = clientsOf(run);
    const [record] = (await records.list({ limit: 1 })).records;
    const [variant] = record?.status === 'ready' ? record.variants : [];
    const { headers } = await fetch(variant?.cdnUrl ?? '', soon());
    expect(Object.fromEntries(headers)).toMatchObject({
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'strict-transport-security': expect.stringContaining('max-age='),
    });
    expect((await fetch(`${endpoint}/${processed}/${variant?.key}`, soon())).status).toBe(403);
  });

  it('keeps where a photo was taken out of every variant', async () => {
    const { s3, bucket, records } = clientsOf(run);
    const photo = await sharp(await noise(320, 240))
      .withExif({
        IFD0: { Make: 'Acme', Copyright: 'Somebody' },
        IFD3: {
          GPSLatitudeRef: 'N',
          GPSLatitude: '52/1 30/1 0/1',
          GPSLongitudeRef: 'E',
          GPSLongitude: '13/1 24/1 0/1',
        },
      })
      .jpeg()
      .toBuffer();
    await s3.send(new PutObjectCommand({ Bucket: bucket, Key: 'berlin.jpg', Body: photo }));
    await run.waitFor(/^ready +berlin\.jpg /m);
    const record = await records.get(imageIdOf({ bucket, key: 'berlin.jpg' }));
    if (record?.status !== 'ready') throw new Error(`berlin.jpg is ${record?.status}`);
    expect(record.location).toMatchObject({ latitude: 52.5, longitude: 13.4 });
    for (const { cdnUrl } of record.variants) {
      const body = Buffer.from(await (await fetch(cdnUrl, soon())).arrayBuffer());
      const { exif, xmp, iptc } = await sharp(body).metadata();
      expect([exif, xmp, iptc]).toEqual([undefined, undefined, undefined]);
    }
  });

  it('leaves nothing behind of what was overwritten or removed', async () => {
    const { s3, bucket, processed, records } = clientsOf(run);
    const imageId = imageIdOf({ bucket, key: 'changing.jpg' });
    const stored = async () => {
      const { Contents = [] } = await s3.send(
        new ListObjectsV2Command({ Bucket: processed, Prefix: `${imageId}/` }),
      );
      return Contents.map(({ Key }) => Key).sort();
    };
    for (const width of [300, 310, 320]) {
      await s3.send(
        new PutObjectCommand({ Bucket: bucket, Key: 'changing.jpg', Body: await noise(width, 240) }),
      );
    }
    await run.waitFor(/^ready +changing\.jpg {2}320×240 /m);
    // The last bytes may be seen by the event before theirs: then its own has yet to end, and takes its place.
    const pointedTo = async () => {
      const record = await records.get(imageId);
      return record?.status === 'ready' ? record.variants.map(({ key }) => key).sort() : [];
    };
    for (let tries = 0; tries < 600; tries += 1) {
      if (String(await stored()) === String(await pointedTo())) break;
      await sleep(100);
    }
    expect(await stored()).toEqual(await pointedTo());
    expect(await records.get(imageId)).toMatchObject({ status: 'ready', width: 320 });

    await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: 'changing.jpg' }));
    await run.waitFor(/^deleted +changing\.jpg /m);
    for (let tries = 0; tries < 600 && (await stored()).length > 0; tries += 1) await sleep(100);
    expect(await records.get(imageId)).toMatchObject({ status: 'deleted' });
    expect(await stored()).toEqual([]);
  });

  it('logs why an upload was rejected', async () => {
    const { s3, bucket } = clientsOf(run);
    await s3.send(new PutObjectCommand({ Bucket: bucket, Key: 'notes.jpg', Body: 'no picture' }));
    await run.waitFor(/^rejected +notes\.jpg +\d+ ms +unsupported-format: /m);
  });

  it('finds the dead letter of each of many images, once', async () => {
    const { sqs, queueUrl, bucket } = clientsOf(run);
    // More than one request can take.
    const dead = Array.from({ length: 12 }, (_, n) => `dead +${n}.jpg`);
    for (const key of dead) {
      const object = { key: encodeURIComponent(key).replaceAll('%20', '+') };
      const MessageBody = JSON.stringify({
        timestamp: '2024-05-01T08:00:00.000Z',
        requestContext: { condition: 'RetriesExhausted', approximateInvokeCount: 3 },
        requestPayload: { Records: [{ s3: { bucket: { name: bucket }, object } }] },
        responsePayload: { errorType: 'Sandbox.Timedout', errorMessage: key },
      });
      await sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody }));
    }
    const deadLetters = consumeDeadLetters(sqs, queueUrl, new AbortController().signal);
    for (const key of dead) {
      expect(await deadLetters.find(imageIdOf({ bucket, key }))).toMatchObject({
        errorMessage: key,
        attempts: 3,
      });
    }
    expect(await deadLetters.find(imageIdOf({ bucket, key: 'alive.jpg' }))).toBeUndefined();
    const { Attributes: left } = await sqs.send(
      new GetQueueAttributesCommand({
        QueueUrl: queueUrl,
        AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
      }),
    );
    expect(left).toEqual({ ApproximateNumberOfMessages: '0', ApproximateNumberOfMessagesNotVisible: '0' });
  });

  it('refuses to start twice on the same port and says what to do', async () => {
    const { code, stdout, stderr } = await here.imgpipe(
      'start',
      '--port',
      String(port),
      '--data',
      `${data}-2`,
    ).ended;
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(new RegExp(`Port ${port} is in use[^]*--port`));
  });

  it('refuses to start twice on the same data', async () => {
    const { code, stdout, stderr } = await here.imgpipe('start', '--port', '0', '--data', data).ended;
    expect(stdout).toBe('');
    expect(code).not.toBe(0);
    expect(stderr).toMatch(/in use/);
  });

  it('stops on Ctrl-C, which is how it ends well', async () => {
    const { code, ms, orphans, stderr } = await run.stop('SIGINT', 'group');
    expect({ code, orphans }).toEqual({ code: 0, orphans: [] });
    expect(ms).toBeLessThan(hangs);
    expect(stderr).toMatch(/Stopped\.\n$/);
  });

  it('has everything when it is started again, and no samples twice', async () => {
    const again = here.imgpipe('start', '--port', String(port), '--data', data);
    await again.waitFor(/have no effect on this machine/);
    const { s3, records, bucket } = clientsOf(again);

    for (const key of keys) {
      const record = await records.get(imageIdOf({ bucket, key }));
      expect(record).toMatchObject({ status: 'ready', source: { key } });
      const object = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
      expect((await sizeOf(object.Body)).toString()).toBe(
        String(record?.status === 'ready' && record.source.bytes),
      );
      expect(record?.status === 'ready' && (await fetch(record.variants[0]!.cdnUrl, soon())).status).toBe(
        200,
      );
    }
    expect(again.stderr).not.toMatch(/sample/);

    // A terminal window that is closed, and a service manager, end it as well.
    const { code, ms, orphans } = await again.stop('SIGHUP');
    expect({ code, orphans }).toEqual({ code: 0, orphans: [] });
    expect(ms).toBeLessThan(hangs);
  });
});

const sizeOf = async (body: { transformToByteArray(): Promise<Uint8Array> } | undefined): Promise<number> =>
  (await body?.transformToByteArray())?.length ?? 0;

it('can be stopped by SIGTERM while it starts', async () => {
  const run = here.imgpipe('start', '--port', '0', '--data', join(here.folder, 'other'), '--no-samples');
  await run.waitFor(/Bundle the function/);
  const { code, ms, orphans } = await run.stop('SIGTERM');
  expect({ code, orphans }).toEqual({ code: 0, orphans: [] });
  expect(ms).toBeLessThan(hangs);
});
