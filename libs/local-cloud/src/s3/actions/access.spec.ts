import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  DeleteObjectTaggingCommand,
  GetBucketLocationCommand,
  GetBucketVersioningCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  ListMultipartUploadsCommand,
  ListObjectsCommand,
  ListObjectsV2Command,
  ListPartsCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
  UploadPartCommand,
  UploadPartCopyCommand,
} from '@aws-sdk/client-s3';
import { createAccessControl, type AccessControl } from '../../iam/access-control.ts';
import { AccessError } from '../../iam/access-error.ts';
import { createCredentialStore } from '../../iam/credential-store.ts';
import { startS3, testBucket as Bucket, type S3Harness } from '../../../test-support/s3-harness.ts';

const arn = `arn:aws:s3:::${Bucket}`;
const Key = 'dir/a b.jpg';
const object = `${arn}/${Key}`;
const source = `${arn}/source`;

describe('access', () => {
  let s3: S3Harness;
  let UploadId: string;
  const asked: [string, string][] = [];
  let denied: (action: string, resource: string) => boolean;

  beforeAll(async () => {
    const known = createAccessControl(createCredentialStore());
    const access: AccessControl = {
      ...known,
      authorize(principal, action, resource) {
        known.authorize(principal, action, resource);
        asked.push([action, resource]);
        if (denied(action, resource)) {
          throw new AccessError('AccessDenied', `may not ${action} on ${resource}`);
        }
      },
    };
    denied = () => false;
    s3 = await startS3({ access });
    await s3.client.send(new PutObjectCommand({ Bucket, Key: 'source', Body: 'x', Tagging: 'a=b' }));
    UploadId = (await s3.client.send(new CreateMultipartUploadCommand({ Bucket, Key }))).UploadId!;
  });
  beforeEach(async () => {
    denied = () => false;
    await s3.client.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }));
    asked.length = 0;
  });
  afterAll(() => s3.close());

  const CopySource = `${Bucket}/source`;
  const TagSet = [{ Key: 'a', Value: 'b' }];
  const calls: [name: string, call: () => Promise<unknown>, permissions: [string, string][]][] = [
    ['ListBuckets', () => s3.client.send(new ListBucketsCommand()), [['s3:ListAllMyBuckets', '*']]],
    ['HeadBucket', () => s3.client.send(new HeadBucketCommand({ Bucket })), [['s3:ListBucket', arn]]],
    ['CreateBucket', () => s3.client.send(new CreateBucketCommand({ Bucket })), [['s3:CreateBucket', arn]]],
    ['DeleteBucket', () => s3.client.send(new DeleteBucketCommand({ Bucket })), [['s3:DeleteBucket', arn]]],
    [
      'GetBucketVersioning',
      () => s3.client.send(new GetBucketVersioningCommand({ Bucket })),
      [['s3:GetBucketVersioning', arn]],
    ],
    [
      'GetBucketLocation',
      () => s3.client.send(new GetBucketLocationCommand({ Bucket })),
      [['s3:GetBucketLocation', arn]],
    ],
    ['ListObjects', () => s3.client.send(new ListObjectsCommand({ Bucket })), [['s3:ListBucket', arn]]],
    ['ListObjectsV2', () => s3.client.send(new ListObjectsV2Command({ Bucket })), [['s3:ListBucket', arn]]],
    [
      'ListMultipartUploads',
      () => s3.client.send(new ListMultipartUploadsCommand({ Bucket })),
      [['s3:ListBucketMultipartUploads', arn]],
    ],
    ['GetObject', () => s3.client.send(new GetObjectCommand({ Bucket, Key })), [['s3:GetObject', object]]],
    ['HeadObject', () => s3.client.send(new HeadObjectCommand({ Bucket, Key })), [['s3:GetObject', object]]],
    [
      'PutObject',
      () => s3.client.send(new PutObjectCommand({ Bucket, Key, Body: 'x' })),
      [['s3:PutObject', object]],
    ],
    [
      'PutObject with tags',
      () => s3.client.send(new PutObjectCommand({ Bucket, Key, Body: 'x', Tagging: 'a=b' })),
      [
        ['s3:PutObject', object],
        ['s3:PutObjectTagging', object],
      ],
    ],
    [
      'PutObject over a known object',
      () => s3.client.send(new PutObjectCommand({ Bucket, Key, Body: 'x', IfMatch: '*' })),
      [
        ['s3:PutObject', object],
        ['s3:GetObject', object],
      ],
    ],
    [
      'DeleteObject',
      () => s3.client.send(new DeleteObjectCommand({ Bucket, Key })),
      [['s3:DeleteObject', object]],
    ],
    [
      'DeleteObject of a known object',
      () =>
        s3.client.send(
          new DeleteObjectCommand({ Bucket, Key, IfMatch: '"9dd4e461268c8034f5c8564e155c67a6"' }),
        ),
      [
        ['s3:DeleteObject', object],
        ['s3:GetObject', object],
      ],
    ],
    [
      'GetObjectTagging',
      () => s3.client.send(new GetObjectTaggingCommand({ Bucket, Key })),
      [['s3:GetObjectTagging', object]],
    ],
    [
      'PutObjectTagging',
      () => s3.client.send(new PutObjectTaggingCommand({ Bucket, Key, Tagging: { TagSet } })),
      [['s3:PutObjectTagging', object]],
    ],
    [
      'DeleteObjectTagging',
      () => s3.client.send(new DeleteObjectTaggingCommand({ Bucket, Key })),
      [['s3:DeleteObjectTagging', object]],
    ],
    [
      'CopyObject of a tagged object',
      () => s3.client.send(new CopyObjectCommand({ Bucket, Key, CopySource })),
      [
        ['s3:GetObject', source],
        ['s3:PutObject', object],
        ['s3:GetObjectTagging', source],
        ['s3:PutObjectTagging', object],
      ],
    ],
    [
      'CreateMultipartUpload',
      () => s3.client.send(new CreateMultipartUploadCommand({ Bucket, Key })),
      [['s3:PutObject', object]],
    ],
    [
      'UploadPart',
      () => s3.client.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber: 1, Body: 'x' })),
      [['s3:PutObject', object]],
    ],
    [
      'UploadPartCopy',
      () => s3.client.send(new UploadPartCopyCommand({ Bucket, Key, UploadId, PartNumber: 1, CopySource })),
      [
        ['s3:GetObject', source],
        ['s3:PutObject', object],
      ],
    ],
    [
      'ListParts',
      () => s3.client.send(new ListPartsCommand({ Bucket, Key, UploadId })),
      [['s3:ListMultipartUploadParts', object]],
    ],
    [
      'CompleteMultipartUpload',
      () =>
        s3.client.send(new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: {} })),
      [['s3:PutObject', object]],
    ],
    [
      'AbortMultipartUpload',
      () => s3.client.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId })),
      [['s3:AbortMultipartUpload', object]],
    ],
  ];

  describe.each(calls.map(([name, call, permissions]) => ({ name, call, permissions })))(
    'to $name',
    ({ call, permissions }) => {
      it.each(permissions.map(([action], index) => ({ action, index })))(
        'is refused without $action',
        async ({ action, index }) => {
          denied = (candidate) => candidate === action;
          await expect(call()).rejects.toMatchObject({ $metadata: { httpStatusCode: 403 } });
          expect(asked).toEqual(permissions.slice(0, index + 1));
        },
      );

      it('asks for exactly what it needs', async () => {
        // Some of the calls fail for other reasons, after they were let through.
        await call().catch((error: unknown) => {
          expect(error).not.toMatchObject({ $metadata: { httpStatusCode: 403 } });
        });
        expect(asked).toEqual(permissions);
      });
    },
  );

  it('to many objects is weighed for each', async () => {
    denied = (action, resource) => action === 's3:DeleteObject' && resource === `${arn}/source`;
    const Delete = { Objects: [{ Key: 'source' }, { Key }] };
    const { Deleted, Errors } = await s3.client.send(new DeleteObjectsCommand({ Bucket, Delete }));
    expect(Deleted).toEqual([{ Key }]);
    expect(Errors).toMatchObject([{ Key: 'source', Code: 'AccessDenied' }]);
    denied = () => false;
    await s3.client.send(new HeadObjectCommand({ Bucket, Key: 'source' }));
  });

  it('tells that an object is missing only to those who may list', async () => {
    const missing = { Bucket, Key: 'missing' };
    await expect(s3.client.send(new GetObjectCommand(missing))).rejects.toMatchObject({ name: 'NoSuchKey' });
    denied = (action) => action === 's3:ListBucket';
    await expect(s3.client.send(new GetObjectCommand(missing))).rejects.toMatchObject({
      name: 'AccessDenied',
    });
    await expect(s3.client.send(new HeadObjectCommand(missing))).rejects.toMatchObject({
      $metadata: { httpStatusCode: 403 },
    });
  });

  it('is refused to unknown keys and to nobody in particular', async () => {
    const stranger = s3.newClient({
      credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'x' },
    });
    await expect(stranger.send(new GetObjectCommand({ Bucket, Key }))).rejects.toMatchObject({
      name: 'InvalidAccessKeyId',
      $metadata: { httpStatusCode: 403 },
    });
    for (const [method, target] of [
      ['GET', `/${Bucket}/x`],
      ['PUT', `/${Bucket}/x`],
      ['GET', '/'],
      ['GET', `/${Bucket}`],
    ] as const) {
      const answer = await s3.send(method, target, { anonymous: true });
      expect([method, target, answer.status]).toEqual([method, target, 403]);
      expect(String(answer.body)).toContain('<Code>AccessDenied</Code>');
    }
  });

  it('is refused under another owner', async () => {
    const read = new HeadObjectCommand({ Bucket, Key: 'source', ExpectedBucketOwner: '999999999999' });
    await expect(s3.client.send(read)).rejects.toMatchObject({ $metadata: { httpStatusCode: 403 } });
    await s3.client.send(
      new HeadObjectCommand({ Bucket, Key: 'source', ExpectedBucketOwner: '123456789012' }),
    );
  });
});
