import { PassThrough, Writable } from 'node:stream';
import type { WriteStream } from 'node:tty';
import { coloursFor, createOutput } from './output.ts';

const asTerminalStream = (stream: Writable): WriteStream => stream as unknown as WriteStream;

const failure = (code: string): Error => Object.assign(new Error(code), { code });
const failing = (code: string): Writable =>
  new Writable({ write: (_chunk, _encoding, done) => done(failure(code)) });

const create = (stdout: Writable, stderr: Writable = new PassThrough(), onReaderGone = jest.fn()) => ({
  onReaderGone,
  output: createOutput({
    stdout: asTerminalStream(stdout),
    stderr: asTerminalStream(stderr),
    env: {},
    onReaderGone,
  }),
});

it('keeps results and notes apart', async () => {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const { output } = create(stdout, stderr);
  output.line('result');
  output.line();
  output.note('note');
  await output.flush();
  expect(String(stdout.read())).toBe('result\n\n');
  expect(String(stderr.read())).toBe('note\n');
});

it.each(['EPIPE', 'EIO'])(
  'tells once when nobody reads the result any more (%s), and goes on quietly',
  async (code) => {
    const stdout = failing(code);
    const { output, onReaderGone } = create(stdout);
    output.line('one');
    output.line('two');
    await new Promise(setImmediate);
    // The process's own streams are not destroyed by an error, so each write fails anew.
    stdout.emit('error', failure(code));
    output.line('three');
    await output.flush();
    expect(onReaderGone).toHaveBeenCalledTimes(1);
  },
);

it('delivers the result when nobody reads the notes', async () => {
  const stdout = new PassThrough();
  const { output, onReaderGone } = create(stdout, failing('EPIPE'));
  output.note('note');
  await new Promise(setImmediate);
  output.line('result');
  await output.flush();
  expect(String(stdout.read())).toBe('result\n');
  expect(onReaderGone).not.toHaveBeenCalled();
});

it('waits for a slow reader before it calls the output flushed', async () => {
  const taken: string[] = [];
  const slow = new Writable({
    write(chunk, _encoding, done) {
      setTimeout(() => {
        taken.push(String(chunk));
        done();
      }, 20);
    },
  });
  const { output } = create(slow);
  output.line('result');
  await output.flush();
  expect(taken.join('')).toBe('result\n');
});

it.each([
  ['a terminal', { isTTY: true }, {}, true],
  ['a pipe', {}, {}, false],
  ['NO_COLOR', { isTTY: true }, { NO_COLOR: '1' }, false],
  ['an empty NO_COLOR', { isTTY: true }, { NO_COLOR: '' }, true],
  ['a dumb terminal', { isTTY: true }, { TERM: 'dumb' }, false],
])('knows whether to colour: %s', (_, stream, env, coloured) => {
  expect(coloursFor(stream, env).red('x') !== 'x').toBe(coloured);
});
