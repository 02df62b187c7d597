import { PassThrough } from 'node:stream';
import { startProgress } from './progress-bar.ts';

/** cli-progress asks its stream whether it is a terminal. */
const terminal = (): PassThrough => Object.assign(new PassThrough(), { isTTY: true, columns: 80 });
const written = (stream: PassThrough): string => String(stream.read() ?? '');

it('counts what is done on a terminal', () => {
  const stderr = terminal();
  const progress = startProgress({ stderr, stderrIsTerminal: true }, 2);
  progress.advance();
  progress.stop();
  expect(written(stderr)).toMatch(/█+░+ 1\/2 images/);
});

it.each([
  ['where stderr is no terminal', false, {}],
  ['when it would be in the way', true, { hidden: true }],
])('is silent %s', (_, stderrIsTerminal, options) => {
  const stderr = terminal();
  const progress = startProgress({ stderr, stderrIsTerminal }, 2, options);
  progress.advance();
  progress.stop();
  expect(written(stderr)).toBe('');
});
