import { Workplace } from './support/imgpipe.ts';

interface Resource {
  urn: string;
  type: string;
  name: string;
  parent?: string;
  inputs: Record<string, unknown>;
  dependencies: string[];
}

const here = new Workplace();
afterAll(() => here.clear());

const planOf = async (stack: string) => {
  const { code, stdout, stderr } = await here.imgpipe('plan', '--stack', stack, '--json').ended;
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const values = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
  const { outputs } = values.at(-1) as { outputs: Record<string, unknown> };
  return { resources: values.slice(0, -1) as Resource[], outputs };
};

const one = (resources: Resource[], type: string): Resource => {
  const found = resources.filter((resource) => resource.type === type);
  expect(found).toHaveLength(1);
  return found[0]!;
};

it.each(['dev', 'staging', 'prod'])(
  'prints every resource of %s with its inputs, and the outputs last',
  async (stack) => {
    const { resources, outputs } = await planOf(stack);

    expect(one(resources, 'aws:lambda/function:Function').inputs).toMatchObject({
      handler: 'main.handler',
      runtime: 'nodejs24.x',
      architectures: ['arm64'],
    });
    const buckets = resources
      .filter(({ type }) => type === 'aws:s3/bucket:Bucket')
      .map(({ inputs }) => inputs['bucket']);
    expect(buckets.sort()).toEqual([
      expect.stringMatching(`^processed-images-${stack}-[0-9a-f]{8}$`),
      expect.stringMatching(`^raw-images-${stack}-[0-9a-f]{8}$`),
    ]);
    one(resources, 'aws:dynamodb/table:Table');
    one(resources, 'aws:cloudfront/distribution:Distribution');
    expect(outputs).toMatchObject({ rawBucket: buckets[1], processedBucket: buckets[0] });

    const urns = resources.map(({ urn }) => urn);
    expect(new Set(urns).size).toBe(urns.length);
    urns.push(`urn:pulumi:${stack}::image-pipeline::pulumi:pulumi:Stack::image-pipeline-${stack}`);
    for (const { parent, dependencies } of resources) {
      for (const urn of [...dependencies, ...(parent === undefined ? [] : [parent])])
        expect(urns).toContain(urn);
    }
  },
);

it('prints the same for people, by component', async () => {
  const { code, stdout } = await here.imgpipe('plan', '--stack', 'dev').ended;
  expect(code).toBe(0);
  expect(stdout).toMatch(/^\S.* \(image-pipeline:\w+:\w+\)$/m);
  expect(stdout).toMatch(
    /^ {2}aws:lambda\/function:Function \S+\n(?: {6,}.*\n)*? {6}handler: main\.handler\n/m,
  );
  expect(stdout).toMatch(/^outputs\n(?: {2}.*\n)*? {2}rawBucket: raw-images-dev-/m);
});

it('names the stacks there are when asked for another', async () => {
  const { code, stdout, stderr } = await here.imgpipe('plan', '--stack', '../dev').ended;
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(/There is no stack[^]*dev, local, prod, staging/);
});
