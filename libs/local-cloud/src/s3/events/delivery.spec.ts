import { setTimeout as delay } from 'node:timers/promises';
import {
  DeleteObjectCommand,
  DeleteObjectsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { blobsOnDisk, testBucket as Bucket, withS3 } from '../../../test-support/s3-harness.ts';

const functionArn = 'arn:aws:lambda:eu-central-1:123456789012:function:image-processor';
const everything = { id: 'all', functionArn, events: ['s3:ObjectCreated:*', 's3:ObjectRemoved:*'] };

describe('the delivery of events', () => {
  it('is promised with the change or the change is not made', () => {
    let full = true;
    const told: string[] = [];
    const enqueueFrom = (bucketArn: string) => {
      if (full) throw new Error('database or disk is full');
      told.push(bucketArn);
    };
    return withS3({ enqueueFrom }, async ({ service, client, incidents, dir }) => {
      service.putNotifications(Bucket, [everything]);
      const put = () => client.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'x' }));
      const list = async () => (await client.send(new ListObjectsV2Command({ Bucket }))).KeyCount;
      await expect(put()).rejects.toMatchObject({ name: 'InternalError' });
      expect(await list()).toBe(0);
      full = false;
      await put();
      full = true;
      await expect(client.send(new DeleteObjectCommand({ Bucket, Key: 'a' }))).rejects.toThrow();
      expect(await list()).toBe(1);
      expect(told).toEqual([`arn:aws:s3:::${Bucket}`]);
      expect(incidents.map(({ kind }) => kind)).toEqual(['internal-error', 'internal-error']);
      await service.close();
      expect(blobsOnDisk(dir)).toEqual(['x']);
    });
  });

  it('is tried again until it succeeds, later each time, and says so', () => {
    let failures = 3;
    const attempts: number[] = [];
    const deliver = () => {
      attempts.push(performance.now());
      failures -= 1;
      return failures >= 0 ? Promise.reject(new Error('busy')) : Promise.resolve();
    };
    return withS3({ deliver }, async ({ service, client, delivered, functionLog, idle }) => {
      service.putNotifications(Bucket, [everything]);
      await client.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'x' }));
      await idle();
      expect(delivered).toHaveLength(1);
      expect(functionLog).toEqual([
        expect.stringMatching(/could not be given to the function, next attempt in 100 ms: Error: busy$/),
        expect.stringContaining('next attempt in 200 ms'),
        expect.stringContaining('next attempt in 400 ms'),
      ]);
      const waits = attempts.slice(1).map((time, index) => time - attempts[index]!);
      waits.forEach((wait, index) => expect(wait).toBeGreaterThan(95 * 2 ** index));
    });
  });

  it('of one event does not wait for another that fails', () => {
    const deliver = (
      _arn: string,
      { Records }: { Records: readonly { s3: { object: { key: string } } }[] },
    ) => (Records[0]?.s3.object.key === 'bad' ? Promise.reject(new Error('no')) : Promise.resolve());
    return withS3({ deliver }, async ({ service, client, delivered, idle }) => {
      service.putNotifications(Bucket, [everything]);
      for (const Key of ['bad', 'good']) await client.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }));
      await delay(50);
      expect(delivered.map(({ event }) => event.Records[0]?.s3.object.key)).toEqual(['good']);
      const refused = expect(idle()).rejects.toThrow('still to be delivered');
      await service.close();
      await refused;
    });
  });

  it('happens to many at a time, but not to all at once', () => {
    let underWay = 0;
    let most = 0;
    const deliver = async () => {
      underWay += 1;
      most = Math.max(most, underWay);
      await delay(5);
      underWay -= 1;
    };
    return withS3({ deliver }, async ({ service, client, delivered, idle }) => {
      service.putNotifications(Bucket, [everything]);
      const Delete = { Objects: Array.from({ length: 200 }, (_, index) => ({ Key: String(index) })) };
      await client.send(new DeleteObjectsCommand({ Bucket, Delete }));
      await idle();
      expect(delivered).toHaveLength(200);
      expect(most).toBe(16);
    });
  });

  it('is resumed at the next start, when its target is set again', async () => {
    const undeliverable = () => Promise.reject(new Error('no function'));
    await withS3({ deliver: undeliverable }, async (first) => {
      first.service.putNotifications(Bucket, [everything]);
      await first.client.send(new PutObjectCommand({ Bucket, Key: 'left', Body: 'x' }));
      await delay(20);
      await first.service.close();

      await withS3({ dir: first.dir }, async (second) => {
        // Nothing moves the leftovers, not even other changes, until their target is there.
        await second.client.send(new PutObjectCommand({ Bucket, Key: 'other', Body: 'x' }));
        await delay(150);
        expect(second.delivered).toEqual([]);
        second.service.putNotifications(Bucket, [everything]);
        await second.idle();
        expect(second.delivered.map(({ event }) => event.Records[0]?.s3.object.key)).toEqual(['left']);
        await second.service.close();
      });
      await withS3({ dir: first.dir }, async (third) => {
        third.service.putNotifications(Bucket, [everything]);
        await third.idle();
        expect(third.delivered).toEqual([]);
      });
    });
  });

  it('is given up, and said so, when the program no longer has the target', async () => {
    await withS3({ deliver: () => Promise.reject(new Error('no function')) }, async (first) => {
      first.service.putNotifications(Bucket, [everything]);
      await first.client.send(new PutObjectCommand({ Bucket, Key: 'left', Body: 'x' }));
      await first.service.close();

      await withS3({ dir: first.dir }, async (second) => {
        second.service.settle();
        await second.idle();
        expect(second.delivered).toEqual([]);
        expect(second.incidents).toEqual([{ kind: 'events-discarded', bucket: Bucket, count: 1 }]);
      });
    });
  });
});
