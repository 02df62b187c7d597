import { join } from 'node:path';
import { programFolder, removeFolders } from '../../test-support/program-fixture.ts';
import { readProject } from './project-file.ts';

afterAll(removeFolders);

const read = (project: string, files: Record<string, string> = {}) =>
  readProject(programFolder({ 'Pulumi.yaml': project, ...files }));

it('reads the runtime and its options', async () => {
  const project = await read(`name: shop
runtime:
  name: nodejs
  options: { typescript: false, nodeargs: "--conditions=source --title='my program'", packagemanager: npm }
`);
  expect(project).toMatchObject({
    name: 'shop',
    typescript: false,
    nodeArguments: ['--conditions=source', '--title=my program'],
    entryPoint: '.',
  });
  expect(project.programDir).toBe(project.rootDir);
});

it('takes typescript as given and no node arguments by default, as Pulumi does', async () => {
  expect(await read('name: shop\nruntime: nodejs\n')).toMatchObject({ typescript: true, nodeArguments: [] });
});

it('runs the program in the folder that main names', async () => {
  const inFolder = await read('name: shop\nruntime: nodejs\nmain: src\n', { 'src/index.js': '' });
  expect(inFolder).toMatchObject({ programDir: join(inFolder.rootDir, 'src'), entryPoint: '.' });
  const inFile = await read('name: shop\nruntime: nodejs\nmain: src/program.js\n', { 'src/program.js': '' });
  expect(inFile).toMatchObject({ programDir: join(inFile.rootDir, 'src'), entryPoint: 'program.js' });
});

it.each([
  ['another runtime', 'name: shop\nruntime: python\n', 'invalid-project', /runtime.name: expected nodejs/],
  [
    'another runtime with options',
    'name: shop\nruntime: { name: go }\n',
    'invalid-project',
    /expected nodejs/,
  ],
  ['no name', 'runtime: nodejs\n', 'invalid-project', /name/],
  [
    'a main that is not there',
    'name: shop\nruntime: nodejs\nmain: nowhere\n',
    'invalid-project',
    /nowhere does not exist/,
  ],
  ['broken YAML', 'name: [shop\n', 'invalid-project', /not valid YAML/],
])('refuses %s', async (_, project, code, message) => {
  await expect(read(project)).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
});

it('says what is missing in a folder without a project', async () => {
  await expect(readProject('/nonexistent')).rejects.toMatchObject({
    code: 'no-project',
    message: expect.stringContaining(
      '/nonexistent/Pulumi.yaml cannot be read. Give the folder that holds Pulumi.yaml.',
    ),
  });
});
