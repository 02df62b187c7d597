import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { announceStack, findRunningStack } from './running-stack.ts';

const stack = {
  endpoint: 'http://127.0.0.1:4566',
  credentials: { accessKeyId: 'a', secretAccessKey: 's' },
  outputs: { rawBucket: 'raw' },
};

describe('a running stack', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'running-stack-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('is found by its data folder, by its owner alone, until it has ended', async () => {
    const withdraw = await announceStack(folder, stack);
    expect(await findRunningStack(folder)).toEqual(stack);
    const [name] = await readdir(folder);
    expect((await stat(join(folder, name!))).mode & 0o777).toBe(0o600);
    withdraw();
    expect(await readdir(folder)).toEqual([]);
    await expect(findRunningStack(folder)).rejects.toMatchObject({
      code: 'stack-not-running',
      remedy: expect.stringContaining('npm start'),
    });
  });

  it.each(['', '{', '{"endpoint":7}'])('is not what somebody else has written there: %j', async (text) => {
    await announceStack(folder, stack);
    const [name] = await readdir(folder);
    await writeFile(join(folder, name!), text);
    await expect(findRunningStack(folder)).rejects.toMatchObject({ code: 'stack-not-running' });
  });
});
