import { programFolder, removeFolders } from '../../test-support/program-fixture.ts';
import { readProject } from './project-file.ts';
import { readConfiguration, type Configuration } from './stack-configuration.ts';

afterAll(removeFolders);

const header = 'name: shop\nruntime: nodejs\n';

const configurationOf = async (files: Record<string, string>, overrides?: Configuration) =>
  readConfiguration(await readProject(programFolder(files)), 'dev', overrides);

const errorOf = async (act: Promise<unknown>) => {
  const error = await act.then(
    () => undefined,
    (thrown: unknown) => thrown as Error & { code: string },
  );
  return { code: error?.code, message: error?.message };
};

it('writes every value as text, objects as JSON, and qualifies keys by the project', async () => {
  const configuration = await configurationOf({
    'Pulumi.dev.yaml': `config:
  aws:region: eu-west-1
  shop:count: 3
  open: true
  ratio: 0.5
  list: [a, 1]
  nested: { deep: { yes: false } }
`,
  });
  expect(configuration).toEqual({
    'aws:region': 'eu-west-1',
    'shop:count': '3',
    'shop:open': 'true',
    'shop:ratio': '0.5',
    'shop:list': '["a",1]',
    'shop:nested': '{"deep":{"yes":false}}',
  });
});

it('puts overrides over the stack file and the stack file over the declared defaults', async () => {
  const files = {
    'Pulumi.yaml': `${header}config:
  aws:region: { value: us-east-1 }
  size: { type: integer, default: 10 }
  depth: { type: integer, default: 20 }
  width: 30
  items: { type: array, items: { type: string }, default: [x] }
`,
    'Pulumi.dev.yaml': 'config: { shop:depth: 21, width: 31 }\n',
  };
  expect(await configurationOf(files, { width: '32', 'shop:size': '12' })).toEqual({
    'aws:region': 'us-east-1',
    'shop:size': '12',
    'shop:depth': '21',
    'shop:width': '32',
    'shop:items': '["x"]',
  });
});

it('names the stacks there are when asked for another', async () => {
  const project = await readProject(programFolder({ 'Pulumi.prod.yaml': '' }));
  expect(await errorOf(readConfiguration(project, 'porduction'))).toEqual({
    code: 'unknown-stack',
    message: expect.stringMatching(/no stack "porduction" .* Its stacks are: dev, prod\./),
  });
});

it('finds stack files where stackConfigDir says', async () => {
  const files = {
    'Pulumi.yaml': `${header}stackConfigDir: stacks\n`,
    'stacks/Pulumi.dev.yaml': 'config: { a: 1 }\n',
  };
  expect(await configurationOf(files)).toEqual({ 'shop:a': '1' });
});

it.each([
  [
    'a missing value',
    'config: { name: { type: string } }',
    '',
    /name of stack dev is missing.*Pulumi\.dev\.yaml/,
  ],
  [
    'a wrong type',
    'config: { size: { type: integer } }',
    'config: { size: big }',
    /size .* must be of type integer/,
  ],
  [
    'a wrong default',
    'config: { open: { type: boolean, default: 3 } }',
    '',
    /open .* must be of type boolean/,
  ],
  ['a secret', '', 'config: { key: { secure: AAABAL== } }', /key of stack dev is encrypted.*Override/],
  ['a nested secret', '', 'config: { a: [{ b: { secure: AAABAL== } }] }', /a of stack dev is encrypted/],
])('refuses %s', async (_, declared, stack, message) => {
  const files = { 'Pulumi.yaml': `${header}${declared}\n`, 'Pulumi.dev.yaml': `${stack}\n` };
  expect(await errorOf(configurationOf(files))).toEqual({
    code: 'invalid-configuration',
    message: expect.stringMatching(message),
  });
});

it.each([
  ['an environment', 'environment: [aws/dev]', /environment/],
  ['a misspelt key', 'confg: {}', /confg/],
])('refuses %s in a stack file', async (_, stack, message) => {
  expect(await errorOf(configurationOf({ 'Pulumi.dev.yaml': `${stack}\n` }))).toEqual({
    code: 'invalid-project',
    message: expect.stringMatching(message),
  });
});
