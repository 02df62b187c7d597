import { programFolder, removeFolders } from '../../test-support/program-fixture.ts';
import type { Diagnostic } from './engine-service.ts';
import { evaluateProgram, type EvaluationOptions } from './evaluate-program.ts';
import { readProject } from './project-file.ts';
import type { PropertyMap } from './property-values.ts';
import type { ResourceProvider } from './resource-provider.ts';
import { readConfiguration } from './stack-configuration.ts';

afterAll(removeFolders);

const echo: ResourceProvider = {
  create: async ({ name }) => ({ id: `${name}-id`, outputs: { arn: `arn:${name}`, password: 'generated' } }),
  invoke: async (token, args) => ({ token, args }),
};

const evaluate = async (source: string, options: Partial<EvaluationOptions> = {}) => {
  const dir = programFolder({ 'index.js': `const pulumi = require('@pulumi/pulumi');\n${source}` });
  const project = await readProject(dir);
  const configuration = await readConfiguration(project, 'dev');
  return evaluateProgram({ project, stack: 'dev', configuration, provider: echo, ...options });
};

const thing = `class Thing extends pulumi.CustomResource {
  constructor(name, args, opts) { super('test:index/thing:Thing', name, { arn: undefined, ...args }, opts); }
}`;

it('hands every resource to the provider, inputs laid open, and the outputs to the program', async () => {
  const program = `${thing}
class Group extends pulumi.ComponentResource {
  constructor(name) {
    super('test:index:Group', name);
    this.inner = new Thing('inner', {}, { parent: this });
    this.registerOutputs({ inner: this.inner });
  }
}
const first = new Thing('first', { password: pulumi.secret('hunter2'), count: 3, list: [true, null], missing: undefined });
const group = new Group('group');
new Thing('second', {
  from: first.arn, ref: first,
  code: new pulumi.asset.FileArchive('./dist'),
  bundle: new pulumi.asset.AssetArchive({ '.': new pulumi.asset.FileArchive('./dist'), 'a.txt': new pulumi.asset.StringAsset('hi') }),
  file: new pulumi.asset.FileAsset('./a.bin'),
}, { dependsOn: [group.inner], protect: true });
pulumi.log.warn('careful');
console.log('to the console');
exports.arn = first.arn;
exports.secret = pulumi.secret('s3cret');
exports.where = pulumi.interpolate\`\${pulumi.getOrganization()}/\${pulumi.getProject()}/\${pulumi.getStack()}\`;
exports.region = new pulumi.Config('aws').require('region');
exports.asked = pulumi.runtime.invoke('test:index/lookup:lookup', { key: 'k' }).then((answer) => answer.args.key);`;
  const diagnostics: Diagnostic[] = [];
  const { resources, outputs } = await evaluate(program, {
    onDiagnostic: (entry) => diagnostics.push(entry),
  });

  const stackUrn = 'urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev';
  const groupUrn = 'urn:pulumi:dev::shop::test:index:Group::group';
  const innerUrn = 'urn:pulumi:dev::shop::test:index:Group$test:index/thing:Thing::inner';
  const byName = Object.fromEntries(resources.map((resource) => [resource.name, resource]));
  expect(Object.keys(byName).sort()).toEqual(['first', 'group', 'inner', 'second']);
  expect(byName['first']).toEqual({
    urn: 'urn:pulumi:dev::shop::test:index/thing:Thing::first',
    type: 'test:index/thing:Thing',
    name: 'first',
    parent: stackUrn,
    inputs: { password: 'hunter2', count: 3, list: [true, null] },
    dependencies: [],
  });
  expect(byName['inner']).toMatchObject({ urn: innerUrn, parent: groupUrn });
  expect(byName['second']?.inputs).toEqual({
    from: 'arn:first',
    ref: 'first-id',
    code: { archive: './dist' },
    bundle: { archive: { '.': { archive: './dist' }, 'a.txt': { text: 'hi' } } },
    file: { asset: './a.bin' },
  });
  expect(byName['second']?.protect).toBe(true);
  expect(byName['second']?.dependencies).toEqual([byName['first']!.urn, innerUrn].sort());
  expect(outputs).toEqual({
    arn: 'arn:first',
    secret: 's3cret',
    where: 'organization/shop/dev',
    region: 'eu-west-1',
    asked: 'k',
  });
  expect(diagnostics).toContainEqual(expect.objectContaining({ severity: 'warning', message: 'careful' }));
  expect(diagnostics).toContainEqual({ severity: 'info', message: 'to the console' });
});

describe('a program that fails', () => {
  const failure = async (source: string, options?: Partial<EvaluationOptions>) => {
    const error = await evaluate(source, options).then(
      () => undefined,
      (thrown: unknown) => thrown as Error & { code: string },
    );
    return { code: error?.code, message: error?.message };
  };

  it('is reported in its own words and with its place, without a stack trace', async () => {
    const { code, message } = await failure(
      `function check() { throw new Error('no bucket name given'); }\ncheck();`,
    );
    expect(code).toBe('program-failed');
    expect(message).toBe('The program failed: Error: no bucket name given (index.js:2)');
  });

  it('is reported with what Node says when it does not even parse', async () => {
    const { code, message } = await failure('const = 1;');
    expect(code).toBe('program-failed');
    expect(message).toMatch(/SyntaxError: Unexpected token '='/);
  });

  it('is reported when it ends itself midway', async () => {
    expect(await failure(`process.removeAllListeners('exit'); process.exit(0);`)).toEqual({
      code: 'program-failed',
      message: 'The program failed: it exited early with code 0.',
    });
  });

  it('gives the reason of the provider that refused a resource', async () => {
    const provider = {
      ...echo,
      create: () => Promise.reject(new Error('test:index/thing:Thing is not known here.')),
    };
    expect(await failure(`${thing}\nnew Thing('a', {});`, { provider })).toEqual({
      code: 'resource-refused',
      message: 'test:index/thing:Thing is not known here.',
    });
  });

  it.each([
    [
      'the same resource twice',
      `new Thing('a', {}); new Thing('a', {});`,
      /declares the resource .*::a twice/,
    ],
    [
      'a look-up of an existing resource',
      `new Thing('a', {}, { id: 'i-1' });`,
      /looks up the existing .*Thing a/,
    ],
    ['an import', `new Thing('a', {}, { import: 'i-1' });`, /to be imported/],
  ])('refuses %s', async (_, source, reason) => {
    expect(await failure(`${thing}\n${source}`)).toEqual({
      code: 'resource-refused',
      message: expect.stringMatching(reason),
    });
  });

  it('is ended when it hangs', async () => {
    const { code, message } = await failure('setInterval(() => {}, 1000);', { timeoutMs: 1500 });
    expect(code).toBe('program-timed-out');
    expect(message).toContain('1.5 s');
  });

  it('is ended when the caller aborts', async () => {
    const aborting = new AbortController();
    const provider: ResourceProvider = {
      ...echo,
      create: (declaration) => {
        aborting.abort(new Error('enough'));
        return echo.create(declaration);
      },
    };
    await expect(
      evaluate(`${thing}\nnew Thing('a', {}); setInterval(() => {}, 1000);`, {
        signal: aborting.signal,
        provider,
      }),
    ).rejects.toThrow('enough');
  });
});

it('passes what a data source answers on, and its refusal', async () => {
  const provider = {
    ...echo,
    invoke: (token: string): Promise<PropertyMap> =>
      Promise.reject(new Error(`${token} is not answered here.`)),
  };
  await expect(
    evaluate(`pulumi.runtime.invoke('test:index/lookup:lookup', {});`, { provider }),
  ).rejects.toMatchObject({
    code: 'resource-refused',
    message: 'test:index/lookup:lookup is not answered here.',
  });
});
