import { PassThrough } from 'node:stream';
import pc from 'picocolors';
import { createSteps, type Step } from './steps.ts';

const stepsTo = (stderr: PassThrough, stderrIsTerminal: boolean): Step =>
  createSteps({
    note: (text = '') => void stderr.write(`${text}\n`),
    noteColours: pc.createColors(false),
    stderrIsTerminal,
    stderr,
  });
const written = (stream: PassThrough): string => String(stream.read() ?? '');

it('writes a line when a step is done, and nothing else where stderr is no terminal', async () => {
  const stderr = new PassThrough();
  expect(await stepsTo(stderr, false)('Build', () => Promise.resolve(7))).toBe(7);
  expect(written(stderr)).toMatch(/^✔ Build \d\.\d\d s\n$/);
});

it('says which step failed and passes the error on', async () => {
  const stderr = new PassThrough();
  const failing = stepsTo(stderr, false)('Build', () => Promise.reject(new Error('no')));
  await expect(failing).rejects.toThrow('no');
  expect(written(stderr)).toBe('✖ Build\n');
});

it('turns a spinner on a terminal while the step lasts, and takes it away', async () => {
  const stderr = new PassThrough();
  await stepsTo(stderr, true)('Build', () => new Promise((done) => setTimeout(done, 100)));
  const frames = written(stderr).split('\r\u001b[2K');
  expect(frames.slice(0, 3)).toEqual(['', '⠋ Build', '⠙ Build']);
  expect(frames.at(-1)).toMatch(/^✔ Build .*\n$/);
});
