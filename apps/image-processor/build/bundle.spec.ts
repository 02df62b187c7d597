import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { environment } from '../src/testing/environment.ts';
import { bundleProcessor, type Bundle } from './bundle.ts';
import { paths } from './paths.ts';

const run = promisify(execFile);

/** `node_modules/@img` of the repository. */
const nativePackages = join(dirname(paths.lockFile), 'node_modules/@img');

describe('bundleProcessor', () => {
  let bundle: Bundle;
  let code: string;
  beforeAll(async () => {
    bundle = await bundleProcessor();
    code = await readFile(`${bundle.directory}/main.js`, 'utf8');
  }, 60_000);

  const sourcesLike = (pattern: RegExp) => bundle.sources.filter((file) => pattern.test(file));

  it('holds what an invocation runs, and of the credential providers the one that reads the environment', () => {
    expect(sourcesLike(/apps\/image-processor\/src\/main\.ts$|^src\/main\.ts$/)).toHaveLength(1);
    expect(sourcesLike(/\/sharp\/dist\//).length).toBeGreaterThan(5);
    expect(sourcesLike(/credential-provider-(?!env\/)|token-providers|nested-clients/)).toEqual([]);
    expect(sourcesLike(/credential-provider-env\//)).not.toEqual([]);
  });

  it.each(['libheif-js', '@img/sharp-'])('leaves %s outside, where it can be exchanged', (name) => {
    expect(sourcesLike(new RegExp(`/${name}`))).toEqual([]);
  });

  it('describes the operations of S3 that are called, and no others', () => {
    for (const called of ['GetObject', 'PutObject', 'DeleteObject']) {
      expect(code).toContain(`"${called}Request"`);
    }
    for (const other of ['SelectObjectContent', 'PutBucketLifecycleConfiguration', 'ListParts']) {
      expect(code).not.toContain(`"${other}Request"`);
    }
  });

  it('starts with nothing beside it but the native part of sharp', async () => {
    const alone = await mkdtemp(join(tmpdir(), 'bundle-alone-'));
    try {
      await copyFile(`${bundle.directory}/main.js`, join(alone, 'main.js'));
      await mkdir(join(alone, 'node_modules'));
      await symlink(nativePackages, join(alone, 'node_modules/@img'));
      const script = `console.log(typeof require('./main.js').handler)`;
      const env = { ...environment, AWS_REGION: 'us-east-1' };
      expect((await run(process.execPath, ['-e', script], { cwd: alone, env })).stdout).toBe('function\n');
    } finally {
      await rm(alone, { recursive: true });
    }
  });

  it('names the functions of a stack trace as the sources do', async () => {
    const start = run(process.execPath, ['-e', 'require(process.argv[1])', `${bundle.directory}/main.js`], {
      env: {},
    });
    await expect(start).rejects.toMatchObject({
      stderr: expect.stringMatching(/InvalidSettingsError[^]*at readSettings /),
    });
  });
});
