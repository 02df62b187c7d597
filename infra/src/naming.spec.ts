import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { InvalidNameError } from './errors.ts';
import { nameResources, tagsOf, type Deployment } from './naming.ts';

const prod: Deployment = {
  account: '123456789012',
  region: 'us-east-1',
  organization: 'acme',
  project: 'image-pipeline',
  stack: 'prod',
};

const refusal = (deployment: Deployment, suffix: string): InvalidNameError => {
  try {
    nameResources(deployment, suffix);
  } catch (error) {
    if (error instanceof InvalidNameError) return error;
  }
  throw new Error('Expected an InvalidNameError');
};

describe('nameResources', () => {
  it('ends the names of a region in the suffix', () => {
    expect(nameResources(prod, '')).toMatchObject({
      table: 'ImageMetadata',
      function: 'image-processor',
      logGroup: '/aws/lambda/image-processor',
      deadLetterQueue: 'image-processor-dead-letters',
    });
    expect(nameResources(prod, '-blue')).toMatchObject({
      table: 'ImageMetadata-blue',
      function: 'image-processor-blue',
      logGroup: '/aws/lambda/image-processor-blue',
      deadLetterQueue: 'image-processor-dead-letters-blue',
    });
  });

  it('gives buckets the stack and a digest of all that sets it apart', () => {
    const digest = createHash('sha256').update('123456789012/us-east-1/acme/prod').digest('hex').slice(0, 8);
    expect(nameResources(prod, '')).toMatchObject({
      rawBucket: `raw-images-prod-${digest}`,
      processedBucket: `processed-images-prod-${digest}`,
    });
  });

  it.each(['account', 'region', 'organization', 'stack'] as const)(
    'gives stacks that differ in %s buckets of their own',
    (what) => {
      const other = { ...prod, [what]: what === 'account' ? '210987654321' : 'other' };
      expect(nameResources(other, '').rawBucket).not.toBe(nameResources(prod, '').rawBucket);
    },
  );

  it('names by stack and region what an account has once for all regions', () => {
    const here = nameResources(prod, '');
    const there = nameResources({ ...prod, region: 'eu-west-1' }, '');
    expect([here.role, here.distribution, here.dashboard]).toEqual([
      'image-processor-prod-us-east-1',
      'image-pipeline-prod-us-east-1',
      'image-pipeline-prod-us-east-1',
    ]);
    expect([there.role, there.distribution, there.dashboard]).toEqual([
      'image-processor-prod-eu-west-1',
      'image-pipeline-prod-eu-west-1',
      'image-pipeline-prod-eu-west-1',
    ]);
  });

  it('refuses a stack whose name no bucket can have', () => {
    const { code, context, remedy } = refusal({ ...prod, stack: 'Feature_1' }, '');
    expect(code).toBe('invalid-name');
    expect(context).toMatchObject({ resource: 'bucket', resourceName: expect.stringContaining('Feature_1') });
    expect(remedy).toContain('stack');
  });

  it('refuses a suffix that makes the name of the function too long', () => {
    expect(refusal(prod, `-${'x'.repeat(60)}`).context.resource).toBe('function');
  });

  it('makes names that AWS accepts, or none', () => {
    const deployment = fc.record({
      account: fc.stringMatching(/^[0-9]{12}$/),
      region: fc.constantFrom('us-east-1', 'ap-southeast-2', 'us-gov-west-1'),
      organization: fc.string(),
      project: fc.constant('image-pipeline'),
      stack: fc.stringMatching(/^[A-Za-z0-9_.-]{1,60}$/),
    });
    fc.assert(
      fc.property(deployment, fc.stringMatching(/^(-[A-Za-z0-9-]{1,80})?$/), (where, suffix) => {
        let names;
        try {
          names = nameResources(where, suffix);
        } catch (error) {
          expect(error).toBeInstanceOf(InvalidNameError);
          return;
        }
        expect(names.rawBucket).toMatch(/^[a-z0-9-]{3,63}$/);
        expect(names.processedBucket).toMatch(/^[a-z0-9-]{3,63}$/);
        expect(names.function.length).toBeLessThanOrEqual(64);
        expect(names.role.length).toBeLessThanOrEqual(64);
        expect(names.distribution.length).toBeLessThanOrEqual(64);
        expect(names.deadLetterQueue.length).toBeLessThanOrEqual(80);
      }),
    );
  });
});

describe('tagsOf', () => {
  it('tells project, environment and who manages the resource', () => {
    expect(tagsOf(prod)).toEqual({ project: 'image-pipeline', environment: 'prod', 'managed-by': 'pulumi' });
  });
});
