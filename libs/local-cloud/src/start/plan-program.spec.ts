import { join } from 'node:path';
import { programFolder, removeFolders } from '../../test-support/program-fixture.ts';
import { planProgram, type Plan } from './plan-program.ts';

afterAll(removeFolders);

describe('the plan of this project’s own program', () => {
  const programDir = join(__dirname, '../../../../infra');
  const plan = (stack: string) => planProgram({ programDir, stack });

  let first: Plan;
  beforeAll(async () => {
    first = await plan('prod');
  });

  it('is the same twice', async () => {
    expect(JSON.stringify(await plan('prod'))).toBe(JSON.stringify(first));
  });

  it('knows every value', () => {
    const byType = Map.groupBy(first.resources, ({ type }) => type);
    const [handler] = byType.get('aws:lambda/function:Function') ?? [];
    expect(handler?.inputs).toMatchObject({
      code: { archive: '../apps/image-processor/dist/package' },
      role: expect.stringMatching(/^arn:aws:iam::\d{12}:role\/./),
      environment: { variables: { TABLE_NAME: first.outputs['tableName'] } },
    });
    const [distribution] = byType.get('aws:cloudfront/distribution:Distribution') ?? [];
    expect(distribution?.inputs['origins']).toEqual([
      expect.objectContaining({
        domainName: `${String(first.outputs['processedBucket'])}.s3.us-east-1.amazonaws.com`,
        originAccessControlId: expect.stringMatching(/^E[0-9A-Z]{13}$/),
      }),
    ]);
    // An output that is not described resolves to undefined, which text takes in as a word.
    expect(JSON.stringify(first)).not.toContain('undefined');
  });

  it('puts a component before its parts and a resource after what it depends on', () => {
    const { resources } = first;
    const position = new Map(resources.map(({ urn }, index) => [urn, index]));
    resources.forEach(({ parent, dependencies }, index) => {
      for (const urn of [parent ?? '', ...dependencies]) expect(position.get(urn) ?? -1).toBeLessThan(index);
    });
  });
});

it('takes configuration over that of the stack', async () => {
  const programDir = programFolder({
    'index.js': `const pulumi = require('@pulumi/pulumi'); exports.size = new pulumi.Config().requireNumber('size');`,
    'Pulumi.dev.yaml': 'config: { size: 1 }\n',
  });
  const { resources, outputs } = await planProgram({ programDir, stack: 'dev', config: { size: '2' } });
  expect({ resources, outputs }).toEqual({ resources: [], outputs: { size: 2 } });
});

it('names the stacks there are', async () => {
  await expect(planProgram({ programDir: programFolder({}), stack: 'prod' })).rejects.toMatchObject({
    code: 'unknown-stack',
    message: expect.stringContaining('Its stacks are: dev.'),
  });
});

it('takes an explicit provider, for resources and data sources', async () => {
  const programDir = programFolder({
    'index.js': `
      const pulumi = require('@pulumi/pulumi');
      const aws = require('@pulumi/aws');
      const provider = new aws.Provider('elsewhere', { region: 'eu-central-1' });
      const bucket = new aws.s3.Bucket('photos', {}, { provider });
      exports.bucket = bucket.id;
      exports.account = aws.getCallerIdentityOutput({}, { provider }).accountId;`,
  });
  const { outputs } = await planProgram({ programDir, stack: 'dev' });
  expect(outputs).toEqual({ account: '000000000000', bucket: expect.stringMatching(/^photos-[0-9a-f]{7}$/) });
});
