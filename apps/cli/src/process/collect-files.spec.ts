import { execFileSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { UsageError } from '../errors.ts';
import { collectFiles } from './collect-files.ts';

let folder: string;

const put = async (...paths: string[]): Promise<void> => {
  for (const path of paths) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), 'x');
  }
};
const at = (path: string): string => join(folder, path);
const found = async (paths: string[], options = {}): Promise<string[]> =>
  (await collectFiles(paths.map(at), options)).map(({ path }) => relative(folder, path));

beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'collect-')));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it('takes files as given, in the given order', async () => {
  await put('b.jpg', 'a.txt');
  expect(await collectFiles([at('b.jpg'), at('a.txt')])).toEqual([
    { path: at('b.jpg'), name: 'b.jpg' },
    { path: at('a.txt'), name: 'a.txt' },
  ]);
});

it('searches folders to any depth in alphabetical order', async () => {
  await put('z.jpg', 'in/b/2.jpg', 'in/b/1.jpg', 'in/a.jpg', 'in/c/d/e/deep');
  expect(await found(['in', 'z.jpg'])).toEqual([
    'in/a.jpg',
    'in/b/1.jpg',
    'in/b/2.jpg',
    'in/c/d/e/deep',
    'z.jpg',
  ]);
});

it('leaves hidden files and folders out, unless they are named themselves', async () => {
  await put('.DS_Store', '.git/photo.jpg', 'seen.jpg');
  expect(await found(['.'])).toEqual(['seen.jpg']);
  expect(await found(['.DS_Store', '.git'])).toEqual(['.DS_Store', '.git/photo.jpg']);
});

it('takes a file once, however many paths lead to it', async () => {
  await put('in/a.jpg');
  await symlink(at('in/a.jpg'), at('in/b.jpg'));
  expect(await found(['in/a.jpg', 'in', './in/../in/a.jpg'])).toEqual(['in/a.jpg']);
});

it('follows symbolic links and survives their loops', async () => {
  await put('elsewhere/photo.jpg', 'in/a.jpg');
  await symlink(at('elsewhere'), at('in/linked'));
  await symlink(at('in'), at('elsewhere/back'));
  await symlink('self', at('in/self'));
  const skipped: string[] = [];
  const onSkipped = (path: string): number => skipped.push(relative(folder, path));
  expect(await found(['in'], { onSkipped })).toEqual(['in/a.jpg', 'in/linked/photo.jpg']);
  expect(skipped).toEqual(['in/self']);
});

it('tells of links that lead nowhere, sockets and pipes, and passes over them', async () => {
  await put('in/a.jpg');
  await symlink('gone', at('in/broken'));
  execFileSync('mkfifo', [at('in/pipe')]);
  const skipped: string[] = [];
  expect(await found(['in'], { onSkipped: (path: string) => skipped.push(path) })).toEqual(['in/a.jpg']);
  expect(skipped).toEqual([at('in/broken'), at('in/pipe')]);
});

it('leaves out the folder that results go to, which need not exist yet', async () => {
  await put('a.jpg', 'out/a.jpg/thumb.jpg');
  expect(await found(['.'], { except: at('out') })).toEqual(['a.jpg']);
  expect(await found(['a.jpg'], { except: at('not-yet') })).toEqual(['a.jpg']);
});

it('refuses a missing path before anything else', async () => {
  await put('a.jpg');
  const paths = ['a.jpg', 'a.jpg/b', 'no such\u001b[31m.jpg'];
  await expect(found(paths)).rejects.toBeInstanceOf(UsageError);
  await expect(found(paths)).rejects.toMatchObject({ code: 'path-missing' });
  await expect(found(['no such\u001b[31m.jpg'])).rejects.toThrow(/no such\\u\{1b\}\[31m\.jpg does not exist/);
});

it('refuses what is neither file nor folder, and folders without files', async () => {
  execFileSync('mkfifo', [at('pipe')]);
  await mkdir(at('empty/.hidden'), { recursive: true });
  await expect(found(['pipe'])).rejects.toMatchObject({ code: 'path-unsupported' });
  await expect(found(['empty'])).rejects.toMatchObject({ code: 'nothing-to-process' });
});

it('tells of a folder that cannot be read', async () => {
  await put('in/a.jpg', 'in/locked/b.jpg');
  await chmod(at('in/locked'), 0);
  const skipped: string[] = [];
  const files = await found(['in'], { onSkipped: (path: string) => skipped.push(relative(folder, path)) });
  await chmod(at('in/locked'), 0o700);
  // The superuser may read everything.
  const expected =
    process.getuid?.() === 0 ? [['in/a.jpg', 'in/locked/b.jpg'], []] : [['in/a.jpg'], ['in/locked']];
  expect([files, skipped]).toEqual(expected);
});

it('stops when it is told to', async () => {
  await put('a.jpg');
  const stop = AbortSignal.abort(new Error('stop'));
  await expect(found(['a.jpg'], { signal: stop })).rejects.toThrow('stop');
});
