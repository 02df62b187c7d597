import { setTimeout as delay } from 'node:timers/promises';
import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { createAccessControl } from '../../iam/access-control.ts';
import { createCredentialStore } from '../../iam/credential-store.ts';
import {
  startS3,
  testAccountId,
  testBucket as Bucket,
  testRegion,
  withS3,
  type S3Harness,
} from '../../../test-support/s3-harness.ts';

const functionArn = `arn:aws:lambda:${testRegion}:${testAccountId}:function:image-processor`;
const everything = { id: 'all', functionArn, events: ['s3:ObjectCreated:*', 's3:ObjectRemoved:*'] };

describe('events', () => {
  let s3: S3Harness;
  beforeEach(async () => {
    s3 = await startS3();
    s3.service.putNotifications(Bucket, [everything]);
  });
  afterEach(() => s3.close());

  const put = (Key: string, Body = 'x', more: object = {}) =>
    s3.client.send(new PutObjectCommand({ Bucket, Key, Body, ...more }));
  const records = async () => {
    await s3.idle();
    return s3.delivered.flatMap(({ event }) => event.Records);
  };
  const names = async () => (await records()).map(({ eventName, s3: { object } }) => [eventName, object.key]);

  it('describe a new object as S3 does', async () => {
    const { ETag, $metadata } = await put('red flower.jpg', 'hello');
    await s3.idle();
    expect(s3.delivered).toEqual([
      {
        functionArn,
        event: {
          Records: [
            {
              eventVersion: '2.1',
              eventSource: 'aws:s3',
              awsRegion: testRegion,
              eventTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as string,
              eventName: 'ObjectCreated:Put',
              userIdentity: { principalId: 'AWS:root' },
              requestParameters: { sourceIPAddress: '127.0.0.1' },
              responseElements: {
                'x-amz-request-id': $metadata.requestId,
                'x-amz-id-2': $metadata.extendedRequestId,
              },
              s3: {
                s3SchemaVersion: '1.0',
                configurationId: 'all',
                bucket: {
                  name: Bucket,
                  ownerIdentity: { principalId: expect.stringMatching(/^[0-9a-f]{64}$/) as string },
                  arn: `arn:aws:s3:::${Bucket}`,
                },
                object: {
                  key: 'red+flower.jpg',
                  size: 5,
                  eTag: ETag?.replaceAll('"', ''),
                  sequencer: expect.stringMatching(/^[0-9A-F]{16}$/) as string,
                },
              },
            },
          ],
        },
      },
    ]);
  });

  it('name the role that made the change', () => {
    const credentials = createCredentialStore();
    const role = credentials.issue({ kind: 'role', roleName: 'image-processor-role' });
    return withS3({ access: createAccessControl(credentials) }, async (own) => {
      own.service.putNotifications(Bucket, [everything]);
      await own.newClient({ credentials: role }).send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'x' }));
      await own.idle();
      expect(own.delivered[0]?.event.Records[0]?.userIdentity).toEqual({
        principalId: 'AWS:image-processor-role',
      });
    });
  });

  it('tell of a removal without size and ETag', async () => {
    await put('a');
    await s3.client.send(new DeleteObjectCommand({ Bucket, Key: 'a' }));
    const removal = (await records()).at(-1);
    expect(removal?.eventName).toBe('ObjectRemoved:Delete');
    expect(Object.keys(removal!.s3.object)).toEqual(['key', 'sequencer']);
  });

  it('are raised by each kind of change, and by nothing else', async () => {
    await put('put');
    await s3.client.send(new CopyObjectCommand({ Bucket, Key: 'copy', CopySource: `${Bucket}/put` }));
    const { UploadId } = await s3.client.send(new CreateMultipartUploadCommand({ Bucket, Key: 'parts' }));
    const part = { Bucket, Key: 'parts', UploadId, PartNumber: 1, Body: 'x' };
    const { ETag } = await s3.client.send(new UploadPartCommand(part));
    const MultipartUpload = { Parts: [{ PartNumber: 1, ETag }] };
    await s3.client.send(
      new CompleteMultipartUploadCommand({ Bucket, Key: 'parts', UploadId, MultipartUpload }),
    );
    await s3.client.send(
      new PutObjectTaggingCommand({ Bucket, Key: 'put', Tagging: { TagSet: [{ Key: 'a', Value: 'b' }] } }),
    );
    await expect(put('put', 'x', { IfNoneMatch: '*' })).rejects.toThrow();
    const Delete = { Objects: [{ Key: 'copy' }, { Key: 'put' }] };
    await s3.client.send(new DeleteObjectsCommand({ Bucket, Delete }));
    expect(await names()).toEqual([
      ['ObjectCreated:Put', 'put'],
      ['ObjectCreated:Copy', 'copy'],
      ['ObjectCreated:CompleteMultipartUpload', 'parts'],
      ['ObjectRemoved:Delete', 'copy'],
      ['ObjectRemoved:Delete', 'put'],
    ]);
  });

  it('are raised by the removal of what is not there, as S3 raises them', async () => {
    await s3.client.send(new DeleteObjectCommand({ Bucket, Key: 'never' }));
    await s3.client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key: 'was' }] } }));
    expect(await names()).toEqual([
      ['ObjectRemoved:Delete', 'never'],
      ['ObjectRemoved:Delete', 'was'],
    ]);
  });

  it.each([
    ['a b/c+d', 'a+b/c%2Bd'],
    ['日本/é.jpg', '%E6%97%A5%E6%9C%AC/%C3%A9.jpg'],
    ["100%/(1)~!'*-_.jpg", '100%25/%281%29%7E%21%27*-_.jpg'],
    ['a//b', 'a//b'],
    ['x=1&y=2', 'x%3D1%26y%3D2'],
  ])('encode the key %s as a form does', async (key, encoded) => {
    await put(key);
    expect((await records())[0]?.s3.object.key).toBe(encoded);
    expect(decodeURIComponent(encoded.replaceAll('+', ' '))).toBe(key);
  });

  it('carry sequencers that ascend with the changes of a key, also after a restart', async () => {
    const sequencers = async () => (await records()).map(({ s3: { object } }) => object.sequencer);
    for (let change = 0; change < 5; change += 1) await put('same');
    await s3.client.send(new DeleteObjectCommand({ Bucket, Key: 'same' }));
    const before = await sequencers();
    await s3.service.close();

    // The clock has gone back a day.
    const now = Date.now();
    const clock = jest.spyOn(Date, 'now').mockReturnValue(now - 86_400_000);
    const again = await startS3({ dir: s3.dir });
    again.service.putNotifications(Bucket, [everything]);
    await again.send('PUT', `/${Bucket}/same`, { body: 'x' });
    await again.idle();
    clock.mockRestore();
    const [after] = again.delivered.flatMap(({ event }) => event.Records);
    await again.close();

    const all = [...before, after!.s3.object.sequencer];
    expect(all).toEqual([...new Set(all)].sort());
    expect(all).toHaveLength(7);
  });

  describe('go to', () => {
    const target = (id: string, filter: object) => ({
      ...everything,
      id,
      functionArn: `arn:aws:lambda:::function:${id}`,
      ...filter,
    });
    const receivers = async () => {
      await s3.idle();
      return s3.delivered.map(({ functionArn: arn, event }) => [
        arn.split(':').at(-1),
        event.Records[0]?.s3.configurationId,
        event.Records[0]?.s3.object.key,
      ]);
    };

    it('the targets whose prefix and suffix the key has', async () => {
      s3.service.putNotifications(Bucket, [
        target('jpg', { prefix: 'in/', suffix: '.jpg' }),
        target('png', { prefix: 'in/', suffix: '.png' }),
        target('special', { prefix: 'a%26b%2B+c/' }),
      ]);
      for (const key of ['in/1.jpg', 'in/2.png', 'in/3.JPG', 'out/4.jpg', 'a&b+ c/5']) await put(key);
      expect(await receivers()).toEqual([
        ['jpg', 'jpg', 'in/1.jpg'],
        ['png', 'png', 'in/2.png'],
        ['special', 'special', 'a%26b%2B+c/5'],
      ]);
    });

    it('the targets that ask for the type of event', async () => {
      s3.service.putNotifications(Bucket, [
        target('created', { events: ['s3:ObjectCreated:Copy', 's3:ObjectCreated:Put'] }),
        target('removed', { events: ['s3:ObjectRemoved:Delete'] }),
      ]);
      await put('a');
      await s3.client.send(new DeleteObjectCommand({ Bucket, Key: 'a' }));
      expect(await receivers()).toEqual([
        ['created', 'created', 'a'],
        ['removed', 'removed', 'a'],
      ]);
    });

    it('nobody when nobody asks', async () => {
      s3.service.putNotifications(Bucket, []);
      await put('a');
      expect(await receivers()).toEqual([]);
    });
  });

  it('send no test event to functions, as S3 sends none', async () => {
    s3.service.putNotifications(Bucket, [everything]);
    await s3.idle();
    await delay(20);
    expect(s3.delivered).toEqual([]);
  });

  it('do not keep the writer waiting', () =>
    withS3({ deliver: () => new Promise((resolve) => setTimeout(resolve, 300)) }, async (own) => {
      own.service.putNotifications(Bucket, [everything]);
      await own.client.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'x' }));
      expect(own.delivered).toEqual([]);
      await own.idle();
      expect(own.delivered).toHaveLength(1);
    }));
});
