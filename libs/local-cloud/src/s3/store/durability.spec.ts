import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import { request, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import {
  blobsOnDisk,
  claimedCredential,
  startS3,
  testBucket as Bucket,
  withS3,
} from '../../../test-support/s3-harness.ts';

const MiB = 1024 * 1024;
const authorization = claimedCredential;

describe('stored objects', () => {
  it('are read whole, old or new, while they are replaced', () =>
    withS3({}, async ({ client, endpoint, service, dir }) => {
      const put = (letter: string) =>
        client.send(new PutObjectCommand({ Bucket, Key: 'contested', Body: Buffer.alloc(8 * MiB, letter) }));
      await put('a');
      const reading = request(`${endpoint}/${Bucket}/contested`, { headers: { authorization } }).end();
      const [slow] = (await once(reading, 'response')) as [IncomingMessage];
      const chunks: Buffer[] = [(await once(slow, 'data'))[0] as Buffer];
      slow.pause();
      for (const letter of ['b', 'c']) await put(letter);
      await client.send(new DeleteObjectCommand({ Bucket, Key: 'contested' }));
      for await (const chunk of slow) chunks.push(chunk as Buffer);
      expect(Buffer.concat(chunks).equals(Buffer.alloc(8 * MiB, 'a'))).toBe(true);
      await service.close();
      expect(blobsOnDisk(dir)).toEqual([]);
    }));

  it('are never torn by concurrent writers and copiers', () =>
    withS3({}, async ({ client }) => {
      const bodies = ['a', 'b', 'c', 'd'].map((letter) => Buffer.alloc(300_000, letter));
      await client.send(new PutObjectCommand({ Bucket, Key: 'k', Body: bodies[0] }));
      const write = async (Body: Buffer) => {
        for (let round = 0; round < 8; round += 1)
          await client.send(new PutObjectCommand({ Bucket, Key: 'k', Body }));
      };
      const read = async (copyTo: string | undefined) => {
        for (let round = 0; round < 12; round += 1) {
          const Key = copyTo ?? 'k';
          if (copyTo) await client.send(new CopyObjectCommand({ Bucket, Key, CopySource: `${Bucket}/k` }));
          const { Body, ETag } = await client.send(new GetObjectCommand({ Bucket, Key }));
          const bytes = Buffer.from(await Body!.transformToByteArray());
          const [whole] = bodies.filter((body) => body.equals(bytes));
          expect(whole).toBeDefined();
          expect(ETag).toMatch(/^"[0-9a-f]{32}"$/);
        }
      };
      await Promise.all([...bodies.map(write), read(undefined), read('copy 1'), read('copy 2')]);
    }));

  it('leave no file behind when they are replaced, deleted or refused', () =>
    withS3({}, async ({ client, send, service, dir }) => {
      const put = (Key: string, Body: string) => client.send(new PutObjectCommand({ Bucket, Key, Body }));
      await put('a', 'first');
      await put('a', 'second');
      await put('b', 'deleted');
      await client.send(new DeleteObjectCommand({ Bucket, Key: 'b' }));
      const wrong = { 'content-md5': Buffer.alloc(16).toString('base64') };
      await send('PUT', `/${Bucket}/c`, { body: 'wrong digest', headers: wrong });
      await send('PUT', `/${Bucket}/a`, { body: 'refused', headers: { 'if-match': '"0"' } });
      await service.close();
      expect(blobsOnDisk(dir)).toEqual(['second']);
    }));

  it('do not come of an upload that breaks off', () =>
    withS3({}, async ({ client, endpoint, service, dir, incidents, requestArrived }) => {
      const arrived = requestArrived();
      const upload = request(`${endpoint}/${Bucket}/broken`, {
        method: 'PUT',
        headers: { authorization, 'content-length': 10 * MiB },
      });
      upload.write(Buffer.alloc(MiB));
      await arrived;
      await delay(20);
      upload.destroy();
      await once(upload, 'error');
      const missing = client.send(new GetObjectCommand({ Bucket, Key: 'broken' }));
      await expect(missing).rejects.toMatchObject({ name: 'NoSuchKey' });
      await service.close();
      expect(blobsOnDisk(dir)).toEqual([]);
      expect(incidents).toEqual([]);
    }));

  it('do not come of an upload that the closing of the service cuts off', () =>
    withS3({}, async ({ endpoint, service, dir, incidents, requestArrived }) => {
      const arrived = requestArrived();
      const headers = { authorization, 'content-length': 10 };
      const upload = request(`${endpoint}/${Bucket}/stuck`, { method: 'PUT', headers });
      const cutOff = once(upload, 'error');
      upload.write('half');
      await arrived;
      await service.close();
      await cutOff;
      expect(blobsOnDisk(dir)).toEqual([]);
      expect(incidents).toEqual([]);
    }));

  it('are let go of when a reader leaves', () =>
    withS3({}, async ({ client, endpoint, service, dir, incidents }) => {
      await client.send(new PutObjectCommand({ Bucket, Key: 'k', Body: Buffer.alloc(16 * MiB) }));
      const reading = request(`${endpoint}/${Bucket}/k`, { headers: { authorization } }).end();
      const [answer] = (await once(reading, 'response')) as [IncomingMessage];
      await once(answer, 'data');
      answer.destroy();
      await client.send(new DeleteObjectCommand({ Bucket, Key: 'k' }));
      await service.close();
      expect(blobsOnDisk(dir)).toEqual([]);
      expect(incidents).toEqual([]);
    }));

  it('survive a restart; files of nobody do not', async () => {
    await withS3({}, async (first) => {
      await first.client.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'kept', Metadata: { a: 'b' } }));
      await first.service.close();
      const [kept] = blobsOnDisk(first.dir);
      writeFileSync(join(first.dir, 'blobs', 'f'.repeat(32)), 'half an upload');
      await withS3({ dir: first.dir }, async ({ client, dir }) => {
        expect(blobsOnDisk(dir)).toEqual([kept]);
        const { Body, Metadata } = await client.send(new GetObjectCommand({ Bucket, Key: 'k' }));
        expect([await Body!.transformToString(), Metadata]).toEqual(['kept', { a: 'b' }]);
      });
    });
  });

  it('report a file that cannot be read, and spare the service', () =>
    withS3({}, async ({ client, dir, incidents }) => {
      await client.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'x' }));
      rmSync(join(dir, 'blobs'), { recursive: true });
      await expect(
        client.send(new GetObjectCommand({ Bucket, Key: 'k' })).then(({ Body }) => Body!.transformToString()),
      ).rejects.toThrow();
      expect(incidents).toMatchObject([{ kind: 'internal-error', cause: { code: 'ENOENT' } }]);
      await client.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'again' }));
    }));

  it('belong to one service at a time', () =>
    withS3({}, async ({ dir }) => {
      await expect(startS3({ dir })).rejects.toMatchObject({ code: 'data-folder-unusable' });
    }));

  it('survive a process that is killed, together with the events that tell of them', async () => {
    await withS3({ buckets: [] }, async (parent) => {
      await parent.service.close();
      const child = spawn(
        process.execPath,
        [
          '--conditions=@image-pipeline/source',
          join(__dirname, '../../../test-support/s3-writer.ts'),
          parent.dir,
        ],
        { stdio: ['ignore', 'pipe', 'inherit'] },
      );
      const acknowledged: string[] = [];
      for await (const line of createInterface(child.stdout)) {
        if (acknowledged.push(line) === 30) break;
      }
      child.kill('SIGKILL');
      await once(child, 'exit');

      await withS3({ dir: parent.dir }, async ({ client, service, delivered, dir, idle }) => {
        service.putNotifications(Bucket, [
          { id: 'all', functionArn: 'arn:aws:lambda:::function:f', events: ['s3:ObjectCreated:*'] },
        ]);
        await idle();
        const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket }));
        const keys = Contents.map(({ Key }) => Key);
        expect(keys).toEqual(expect.arrayContaining(acknowledged));
        const told = delivered.map(({ event }) => event.Records[0]?.s3.object.key);
        expect([...told].sort()).toEqual([...keys].sort());
        for (const Key of keys) {
          const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }));
          expect(await Body!.transformToString()).toBe(`body of ${String(Key)}`);
        }
        expect(blobsOnDisk(dir)).toHaveLength(keys.length);
      });
    });
  });
});
