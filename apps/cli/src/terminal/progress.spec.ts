import { PassThrough } from 'node:stream';
import pc from 'picocolors';
import type { Output } from './output.ts';
import { startProgress } from './progress.ts';
import { createSteps } from './steps.ts';

const outputTo = (stderr: PassThrough, stderrIsTerminal: boolean): Output => ({
  line: () => undefined,
  note: (text = '') => void stderr.write(`${text}\n`),
  colours: pc.createColors(false),
  noteColours: pc.createColors(false),
  stdoutIsTerminal: false,
  stderrIsTerminal,
  stderr,
  flush: () => Promise.resolve(),
});

/** cli-progress asks its stream whether it is a terminal. */
const terminal = (): PassThrough => Object.assign(new PassThrough(), { isTTY: true, columns: 80 });
const written = (stream: PassThrough): string => String(stream.read() ?? '');

describe('startProgress', () => {
  it('counts what is done on a terminal', () => {
    const stderr = terminal();
    const progress = startProgress(outputTo(stderr, true), 2);
    progress.advance();
    progress.stop();
    expect(written(stderr)).toMatch(/█+░+ 1\/2 images/);
  });

  it.each([
    ['where stderr is no terminal', false, {}],
    ['when it would be in the way', true, { hidden: true }],
  ])('is silent %s', (_, stderrIsTerminal, options) => {
    const stderr = terminal();
    const progress = startProgress(outputTo(stderr, stderrIsTerminal), 2, options);
    progress.advance();
    progress.stop();
    expect(written(stderr)).toBe('');
  });
});

describe('createSteps', () => {
  it('writes a line when a step is done, and nothing else where stderr is no terminal', async () => {
    const stderr = new PassThrough();
    const step = createSteps(outputTo(stderr, false));
    expect(await step('Build', () => Promise.resolve(7))).toBe(7);
    expect(written(stderr)).toMatch(/^✔ Build \d\.\d\d s\n$/);
  });

  it('says which step failed and passes the error on', async () => {
    const stderr = new PassThrough();
    const step = createSteps(outputTo(stderr, false));
    await expect(step('Build', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(written(stderr)).toBe('✖ Build\n');
  });

  it('turns a spinner on a terminal while the step lasts, and takes it away', async () => {
    const stderr = terminal();
    const step = createSteps(outputTo(stderr, true));
    await step('Build', () => new Promise((done) => setTimeout(done, 100)));
    const frames = written(stderr).split('\r\u001b[2K');
    expect(frames.slice(0, 3)).toEqual(['', '⠋ Build', '⠙ Build']);
    expect(frames.at(-1)).toMatch(/^✔ Build .*\n$/);
  });
});
