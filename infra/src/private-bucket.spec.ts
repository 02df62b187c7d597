import { defaultProgram } from '../testing/default-program.ts';

describe.each(['raw', 'processed'])('bucket %s', (name) => {
  it('has a name of its own and is tagged', async () => {
    const { find } = await defaultProgram();
    expect(find('aws:s3/bucket:Bucket', name).inputs).toMatchObject({
      bucket: expect.stringMatching(`^${name}-images-dev-[0-9a-f]{8}$`),
      tags: { project: 'image-pipeline', environment: 'dev' },
    });
  });

  it('blocks public access in all four ways', async () => {
    const { find, outputs } = await defaultProgram();
    expect(find('aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock', name).inputs).toEqual({
      bucket: outputs[`${name}Bucket`],
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
  });

  it('owns its objects and knows no access control lists', async () => {
    const { find, outputs } = await defaultProgram();
    expect(find('aws:s3/bucketOwnershipControls:BucketOwnershipControls', name).inputs).toEqual({
      bucket: outputs[`${name}Bucket`],
      rule: { objectOwnership: 'BucketOwnerEnforced' },
    });
  });

  it('encrypts at rest', async () => {
    const { find, outputs } = await defaultProgram();
    const type = 'aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration';
    expect(find(type, name).inputs).toEqual({
      bucket: outputs[`${name}Bucket`],
      rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: 'AES256' } }],
    });
  });

  it('drops uploads that were never completed, and nothing else', async () => {
    const { find, outputs } = await defaultProgram();
    expect(find('aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration', name).inputs).toEqual({
      bucket: outputs[`${name}Bucket`],
      rules: [
        {
          id: 'abort-incomplete-multipart-uploads',
          status: 'Enabled',
          filter: { prefix: '' },
          abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
        },
      ],
    });
  });

  it('has its one policy, put up after the public access block', async () => {
    const { find, outputs } = await defaultProgram();
    const policy = find('aws:s3/bucketPolicy:BucketPolicy', name);
    expect(policy.inputs.bucket).toBe(outputs[`${name}Bucket`]);
    expect(policy.dependencies).toContain(`aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock ${name}`);
  });
});

describe('the buckets', () => {
  it('are two, each with all of its parts', async () => {
    const { all } = await defaultProgram();
    for (const type of [
      'aws:s3/bucket:Bucket',
      'aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock',
      'aws:s3/bucketPolicy:BucketPolicy',
    ]) {
      expect(
        all(type)
          .map(({ name }) => name)
          .sort(),
      ).toEqual(['processed', 'raw']);
    }
  });

  it('are neither websites nor readable through access control lists', async () => {
    const { resources } = await defaultProgram();
    const types = resources.map(({ type }) => type);
    expect(types.filter((type) => /bucketAcl|bucketWebsite|accessPoint/i.test(type))).toEqual([]);
  });
});
