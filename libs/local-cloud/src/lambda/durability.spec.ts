import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { isRunning, type LambdaFixture, startLambda, writeCode } from '../../test-support/lambda-fixture.ts';

const host = join(import.meta.dirname, '../../test-support/lambda-host.ts');

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'lambda-'));
});
afterEach(() => {
  rmSync(dir, { recursive: true, force: true });
});

const appears = async (file: string): Promise<string> => {
  for (let i = 0; i < 400; i++) {
    if (existsSync(file)) return readFileSync(file, 'utf8');
    await delay(25);
  }
  throw new Error(`${file} does not appear`);
};
const ends = async (pid: number): Promise<boolean> => {
  for (let i = 0; i < 100 && isRunning(pid); i++) await delay(25);
  return !isRunning(pid);
};
const startHost = async (codeDir: string, event?: unknown) => {
  const args = [
    '--conditions=@image-pipeline/source',
    host,
    dir,
    codeDir,
    ...(event === undefined ? [] : [JSON.stringify(event)]),
  ];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  return child;
};
const kill = async (child: Awaited<ReturnType<typeof startHost>>) => {
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
};

/** Notes who runs; blocks for ever at the first event, answers the second time. */
const blocksOnce = `
  const fs = require('node:fs');
  exports.handler = async (event) => {
    if (fs.existsSync('pid')) return fs.writeFileSync('done', JSON.stringify(event));
    fs.writeFileSync('pid.tmp', String(process.pid));
    fs.renameSync('pid.tmp', 'pid');
    for (;;);
  }`;

test('a SIGKILL of the service ends its functions, even one that blocks, and loses no event', async () => {
  const codeDir = writeCode(dir, 'durable', { 'index.js': blocksOnce });
  const running = await startHost(codeDir, { image: 1 });
  const pid = Number(await appears(join(codeDir, 'pid')));
  expect(isRunning(pid)).toBe(true);

  await kill(running);
  expect(await ends(pid)).toBe(true);

  const next = await startHost(codeDir);
  expect(await appears(join(codeDir, 'done'))).toBe('{"image":1}');
  await kill(next);
}, 30_000);

test('a SIGKILL of the service ends an idle function', async () => {
  const codeDir = writeCode(dir, 'durable', {
    'index.js': `const fs = require('node:fs');
      fs.writeFileSync('pid.tmp', String(process.pid)); fs.renameSync('pid.tmp', 'pid');
      exports.handler = async () => 1`,
  });
  const running = await startHost(codeDir);
  const pid = Number(await appears(join(codeDir, 'pid')));
  await kill(running);
  expect(await ends(pid)).toBe(true);
}, 30_000);

describe('closing', () => {
  const inOrder = (fixtures: LambdaFixture[]) => fixtures.map(({ lambda }) => lambda.close());

  test('ends a function that blocks at once, and its event runs again after the next start, as its first attempt', async () => {
    const first = startLambda({ dir });
    const { name, arn } = first.createFunction({ 'index.js': blocksOnce }, { name: 'durable', timeout: 900 });
    first.lambda.resume();
    await first.lambda.enqueue(arn, { image: 2 });
    const pid = Number(await appears(join(dir, 'code', name, 'pid')));
    await Promise.all(inOrder([first]));
    expect(isRunning(pid)).toBe(false);

    const second = startLambda({ dir });
    second.createFunction({ 'index.js': blocksOnce }, { name: 'durable' });
    second.lambda.putEventInvokeConfig(name, { maximumRetryAttempts: 0 });
    second.lambda.resume();
    await second.lambda.idle();
    expect(readFileSync(join(dir, 'code', name, 'done'), 'utf8')).toBe('{"image":2}');
    await second.lambda.close();
  });

  test('nothing runs before resume', async () => {
    const first = startLambda({ dir });
    const { arn } = first.createFunction(
      { 'index.js': 'exports.handler = async () => 1' },
      { name: 'durable' },
    );
    await first.lambda.enqueue(arn, {});
    await delay(50);
    expect(first.sum('Invocations')).toBe(0);
    await first.lambda.close();

    const second = startLambda({ dir });
    second.createFunction({ 'index.js': 'exports.handler = async () => 1' }, { name: 'durable' });
    second.lambda.resume();
    await second.lambda.idle();
    expect(second.sum('Invocations')).toBe(1);
    await second.lambda.close();
  });
});
