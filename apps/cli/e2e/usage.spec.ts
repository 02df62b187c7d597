import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { plant } from './support/images.ts';
import { Workplace } from './support/imgpipe.ts';

const cliDir = resolve(__dirname, '..');

const here = new Workplace();
afterAll(() => here.clear());

it('prints its version', async () => {
  const { version } = JSON.parse(readFileSync(join(cliDir, 'package.json'), 'utf8')) as { version: string };
  expect(await here.imgpipe('--version').ended).toMatchObject({
    code: 0,
    stdout: `${version}\n`,
    stderr: '',
  });
});

const commands = [
  'start',
  'process',
  'plan',
  'list',
  'show',
  'reprocess',
  'dead-letters',
  'redrive',
  'reconcile',
];

it.each([['--help'], ...commands.map((command) => [command, '--help'])])(
  'explains itself on stdout: %s %s',
  async (...args) => {
    const { code, stdout, stderr } = await here.imgpipe(...args).ended;
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^Usage: imgpipe/);
  },
);

it.each([
  [['proces', 'a.jpg'], /unknown command 'proces'[^]*Did you mean process\?/],
  [['start', '--prot', '1'], /unknown option '--prot'[^]*Did you mean --port\?/],
  [['start', '--port', '70000'], /'70000' is invalid[^]*port from 1 to 65534/],
  [['start', 'now'], /too many arguments/],
  [['plan'], /required option '--stack <name>'/],
  [['process'], /missing required argument 'path'/],
  [['list', '--status', 'deleted'], /'deleted' is invalid[^]*ready, rejected/],
  [['list', '--since', 'yesterday'], /'yesterday' is invalid[^]*date or time/],
  [['show'], /missing required argument 'image'/],
  [['reprocess', '--concurrency', '0'], /'0' is invalid[^]*1 to 200/],
  [['reconcile', '--min-hours', 'day'], /'day' is invalid[^]*number of hours/],
  [['reconcile', '--stack', 'prod'], /changes a deployed stack[^]*--dry-run/],
  [['reprocess'], /0 ways[^]*--outdated/],
  [['reprocess', 'a.jpg', '--outdated'], /2 ways[^]*--outdated/],
  [['list', '--stack', 'prod', '--outputs', 'nowhere.json'], /nowhere\.json cannot be read[^]*--outputs/],
  [[], /^Usage: imgpipe/],
])('refuses %j and says why', async (args, reason) => {
  const { code, stdout, stderr } = await here.imgpipe(...args).ended;
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(reason);
  expect(stderr).not.toMatch(/^\s+at /m);
});

describe('process looks before it starts anything', () => {
  beforeAll(() => plant(here.folder, { 'a.jpg': 'x', 'folder/.hidden': 'x' }));

  it.each([
    [['a.jpg', 'nowhere/b.jpg'], /nowhere\/b\.jpg does not exist/],
    [['folder'], /There is no file in folder/],
    [['a.jpg', '--out', 'a.jpg'], /a\.jpg cannot be used as a folder[^]*--out/],
    [['a.jpg', '--out', ''], /Expected a folder/],
  ])('%j', async (args, reason) => {
    const { code, stdout, stderr } = await here.imgpipe('process', ...args).ended;
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(reason);
    expect(stderr).not.toMatch(/Bundle/);
  });
});

it('refuses to run without what its first line gives, and says how to run it', () => {
  const run = () =>
    execFileSync(process.execPath, [join(cliDir, 'bin/imgpipe.mjs'), '--version'], { stdio: 'pipe' });
  expect(run).toThrow(expect.objectContaining({ status: 2, stderr: expect.any(Buffer) }));
  expect(run).toThrow(/npx imgpipe/);
});
