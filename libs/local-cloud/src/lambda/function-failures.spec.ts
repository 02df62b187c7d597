import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { isRunning, type LambdaFixture, startLambda } from '../../test-support/lambda-fixture.ts';
import type { FunctionError } from './invocations/invocation.ts';

let fixture: LambdaFixture;
beforeAll(() => {
  fixture = startLambda();
});
afterAll(() => fixture.close());

const invoke = async (name: string, event: unknown = {}) => {
  const { payload, functionError } = await fixture.lambda.invoke(name, event);
  return { functionError, value: JSON.parse(payload) as FunctionError };
};
const pidIn = (name: string) => Number(readFileSync(join(fixture.dir, 'code', name, 'pid'), 'utf8'));

describe('while it runs', () => {
  const never = 'await new Promise(() => setInterval(() => {}, 1000));';
  const endings: Record<string, readonly [code: string, expected: object]> = {
    'a thrown error': [
      `throw new RangeError('too far')`,
      {
        errorType: 'RangeError',
        errorMessage: 'too far',
        trace: expect.arrayContaining(['RangeError: too far', expect.stringContaining('index.js')]),
      },
    ],
    'a thrown string': [`throw 'words'`, { errorType: 'string', errorMessage: 'words', trace: [] }],
    'a thrown nothing': [`throw undefined`, { errorType: 'undefined', errorMessage: 'undefined' }],
    'an object that has no text': [`throw Object.create(null)`, { errorType: 'object' }],
    'a result that is no JSON': [`return { a: 1n }`, { errorType: 'Runtime.JSONStringifyError' }],
    'a result that is too large': [
      `return 'x'.repeat(6 * 1024 * 1024)`,
      { errorType: 'Function.ResponseSizeTooLarge' },
    ],
    'an exit': [
      `process.exit(3)`,
      {
        errorType: 'Runtime.ExitError',
        errorMessage: expect.stringMatching(
          /^RequestId: [0-9a-f-]{36} Error: Runtime exited with error: exit status 3$/,
        ),
      },
    ],
    'an exit without a reason': [
      `process.exit()`,
      {
        errorType: 'Runtime.ExitError',
        errorMessage: expect.stringContaining('exited without providing a reason'),
      },
    ],
    'a signal': [
      `process.kill(process.pid, 'SIGTERM'); ${never}`,
      { errorType: 'Runtime.ExitError', errorMessage: expect.stringContaining('signal: terminated') },
    ],
    'a rejection that nobody handles': [
      `Promise.reject(new TypeError('lost')); ${never}`,
      { errorType: 'Runtime.UnhandledPromiseRejection', errorMessage: 'TypeError: lost' },
    ],
    'an exception that nobody catches': [
      `setTimeout(() => { throw new TypeError('later') }); ${never}`,
      { errorType: 'TypeError', errorMessage: 'later' },
    ],
  };
  const modes = Object.entries(endings).map(
    ([mode, [code]]) => `${JSON.stringify(mode)}: async () => { ${code} }`,
  );

  beforeAll(() => {
    fixture.createFunction(
      {
        'index.js': `const modes = { ${modes.join(',\n')} };
          exports.handler = async ({ mode }) => mode === undefined ? 'fine' : modes[mode]();`,
      },
      { name: 'fails' },
    );
  });

  test.each(Object.keys(endings))('%s', async (mode) => {
    const { value, functionError } = await invoke('fails', { mode });
    expect(value).toMatchObject(endings[mode]![1]);
    expect(functionError).toBe('Unhandled');
    // Whatever happened to its process, the function goes on to work.
    expect(await invoke('fails')).toEqual({ functionError: undefined, value: 'fine' });
  });

  test('a thrown error leaves the process in use', async () => {
    fixture.createFunction(
      {
        'index.js': `let n = 0; exports.handler = async () => { if (n++ === 0) throw new Error(); return n }`,
      },
      { name: 'throws-once' },
    );
    await invoke('throws-once');
    expect((await invoke('throws-once')).value).toBe(2);
  });

  test('one that dies right after its answer takes no other invocation with it', async () => {
    fixture.createFunction(
      {
        'index.js': `exports.handler = async ({ again }) => { if (again) return 'fine';
          Promise.reject(new Error('forgotten')); return 'answered' }`,
      },
      { name: 'dies-late' },
    );
    expect((await invoke('dies-late')).value).toBe('answered');
    expect((await invoke('dies-late', { again: true })).value).toBe('fine');
  });
});

test('a time-out ends the process, even one that never yields', async () => {
  fixture.createFunction(
    {
      'index.js': `exports.handler = async ({ again }) => { if (again) return 'fine';
        require('node:fs').writeFileSync('pid', String(process.pid)); for (;;); }`,
    },
    { name: 'blocks', timeout: 1 },
  );
  const { value } = await invoke('blocks');
  expect(value).toEqual({
    errorType: 'Sandbox.Timedout',
    errorMessage: expect.stringMatching(
      /^RequestId: [0-9a-f-]{36} Error: Task timed out after 1\.00 seconds$/,
    ),
  });
  expect(fixture.messages().findLast((message) => message.startsWith('REPORT'))).toContain('Status: timeout');
  expect(isRunning(pidIn('blocks'))).toBe(false);
  expect((await invoke('blocks', { again: true })).value).toBe('fine');
});

describe('more memory than it may have', () => {
  const buffers = 'for (let i = 0; i < 15; i++) all.push(Buffer.alloc(20e6, 1));';
  test.each([
    ['in buffers, for ever', `${buffers} await new Promise(() => setInterval(() => {}, 1000))`, 192],
    ['in buffers, for a moment before it answers', `${buffers} return all.length`, 192],
    ['in objects', `for (;;) all.push({ all: [all.length] })`, 128],
  ])(
    '%s',
    async (where, code, memorySize) => {
      const name = where.replaceAll(/\W/g, '-');
      fixture.createFunction(
        { 'index.js': `exports.handler = async () => { const all = []; ${code} }` },
        { name, memorySize, timeout: 60 },
      );
      expect((await invoke(name)).value.errorType).toBe('Runtime.OutOfMemory');
    },
    30_000,
  );
});

test('what a function started ends with it', async () => {
  fixture.createFunction(
    {
      'index.js': `exports.handler = async () => {
        const child = require('node:child_process').spawn('sleep', ['1000']);
        require('node:fs').writeFileSync('pid', String(child.pid)); process.exit(1) }`,
    },
    { name: 'parent' },
  );
  expect((await invoke('parent')).value.errorType).toBe('Runtime.ExitError');
  for (let i = 0; i < 80 && isRunning(pidIn('parent')); i++) await delay(25);
  expect(isRunning(pidIn('parent'))).toBe(false);
});

describe('before it runs', () => {
  test.each([
    ['a module that throws', 'throw new TypeError("no settings")', 'TypeError', 'no settings'],
    ['a syntax error', 'exports.handler = async ( => {}', 'Runtime.UserCodeSyntaxError', 'SyntaxError'],
    ['a missing module', 'require("gone")', 'Runtime.ImportModuleError', "Cannot find module 'gone'"],
    ['a missing export', 'exports.x = 1', 'Runtime.HandlerNotFound', 'index.handler is undefined'],
    ['an export that is no function', 'exports.handler = 1', 'Runtime.HandlerNotFound', 'not a function'],
    [
      'a callback',
      'exports.handler = (e, c, done) => done()',
      'Runtime.CallbackHandlerDeprecated',
      'promise',
    ],
    ['an exit', 'process.exit(7)', 'Runtime.ExitError', 'exit status 7'],
    [
      'a rejection',
      'Promise.reject(new Error("early")); exports.handler = () => new Promise(() => {})',
      'Runtime.UnhandledPromiseRejection',
      'Error: early',
    ],
  ])('%s', async (what, code, errorType, message) => {
    const name = `init-${what.replaceAll(' ', '-')}`;
    fixture.createFunction({ 'index.js': code }, { name });
    const { value, functionError } = await invoke(name);
    expect(functionError).toBe('Unhandled');
    expect(value).toMatchObject({ errorType, errorMessage: expect.stringContaining(message) });
    const report = fixture.log.findLast(
      ({ message: line, logGroup }) => logGroup === `/aws/lambda/${name}` && line.startsWith('INIT_REPORT'),
    );
    expect(report?.message).toContain(`Status: error\tError Type: ${errorType}`);
  });

  test('a missing file', async () => {
    fixture.createFunction({ 'index.js': '' }, { name: 'no-file', handler: 'other.handler' });
    expect((await invoke('no-file')).value).toMatchObject({
      errorType: 'Runtime.ImportModuleError',
      errorMessage: expect.stringContaining('other'),
    });
  });
});
