import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepareFolder } from './prepare-folder.ts';

describe('prepareFolder', () => {
  let here: string;
  beforeAll(async () => {
    here = await mkdtemp(join(tmpdir(), 'prepare-folder-'));
    await writeFile(join(here, 'file'), '');
  });
  afterAll(() => rm(here, { recursive: true }));

  it('makes a folder and those above it, and is content with one that is there', async () => {
    const path = join(here, 'a', 'b', 'c');
    await prepareFolder(path, '--out');
    await prepareFolder(path, '--out');
    expect((await stat(path)).isDirectory()).toBe(true);
  });

  it('makes one folder for many who ask at once', async () => {
    const path = join(here, 'd', 'e');
    await Promise.all(Array.from({ length: 8 }, () => prepareFolder(path, '--out')));
    expect((await stat(path)).isDirectory()).toBe(true);
  });

  it.each([
    ['a file', () => join(here, 'file'), 'EEXIST'],
    ['a place below a file', () => join(here, 'file', 'below'), 'ENOTDIR'],
  ])('refuses %s by name', async (_what, path, reason) => {
    await expect(prepareFolder(path(), '--data')).rejects.toMatchObject({
      code: 'folder-unusable',
      message: expect.stringContaining(reason),
      remedy: expect.stringContaining('--data'),
    });
  });

  // Only Linux has such a folder; elsewhere making it fails for another reason, which is refused all the same.
  it('refuses a folder that takes no entries instead of trying for ever', async () => {
    await expect(prepareFolder('/proc/none-of-its-own', '--data')).rejects.toMatchObject({
      code: 'folder-unusable',
    });
  });
});
