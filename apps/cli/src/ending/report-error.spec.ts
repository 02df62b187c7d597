import { PipelineError } from '@image-pipeline/errors';
import { CommanderError } from 'commander';
import pc from 'picocolors';
import { ImageFailure, Interrupted, StackError, UsageError } from '../errors.ts';
import { reportError } from './report-error.ts';

const report = (error: unknown, options: { verbose?: boolean; stopped?: AbortSignal } = {}) => {
  const notes: string[] = [];
  const output = { note: (text = '') => void notes.push(text), noteColours: pc.createColors(false) };
  const stopped = options.stopped ?? new AbortController().signal;
  const exitCode = reportError(error, output, { verbose: options.verbose ?? false, stopped });
  return { exitCode, text: notes.join('\n') };
};

const details = { code: 'port-in-use', problem: 'Port 1 is in use.', remedy: 'Choose another.' } as const;

class ErrorOfAnotherPackage extends PipelineError {}

it.each([
  [new UsageError(details), 2],
  [new StackError(details), 1],
  [new ImageFailure(details), 1],
])('prints problem and remedy of %s', (error, exitCode) => {
  expect(report(error)).toEqual({ exitCode, text: 'imgpipe: Port 1 is in use.\n  Choose another.' });
});

it('prints those of another package alike, and knows a stack that does not exist for wrong usage', () => {
  const error = new ErrorOfAnotherPackage({
    code: 'unknown-stack',
    problem: 'There is no stack "x".',
    remedy: 'Its stacks are: dev.',
  });
  expect(report(error)).toEqual({
    exitCode: 2,
    text: 'imgpipe: There is no stack "x".\n  Its stacks are: dev.',
  });
});

it('points to --verbose where nobody wrote a remedy, and shows no stack trace', () => {
  const { exitCode, text } = report(new TypeError('boom'));
  expect(exitCode).toBe(1);
  expect(text).toMatch(/^imgpipe: boom\n.*--verbose/);
  expect(text).not.toMatch(/^\s+at /m);
  expect(report(new ErrorOfAnotherPackage({ code: 'NoSuchKey', problem: 'No such key.' })).text).toMatch(
    /^imgpipe: No such key\.\n.*--verbose/,
  );
});

it('shows the stack traces of an error and its causes when asked to', () => {
  const { text } = report(new Error('outer', { cause: new RangeError('inner') }), { verbose: true });
  expect(text).toMatch(/Error: outer\n +at [^]*Caused by: RangeError: inner\n +at /);
});

it('lets no message steer the terminal', () => {
  expect(report(new Error('a\u001b[2Jb\nc')).text).toContain('imgpipe: a\\u{1b}[2Jb\n  c');
});

it('says nothing but the signal once the command was stopped, whatever it threw then', () => {
  const stopped = AbortSignal.abort(new Interrupted('SIGINT'));
  expect(report(new Error('program failed'), { stopped })).toEqual({
    exitCode: 130,
    text: 'Stopped by SIGINT.',
  });
});

it('says nothing at all to a reader that is gone', () => {
  const stopped = AbortSignal.abort(new Interrupted('SIGPIPE'));
  expect(report(new Error('x'), { stopped })).toEqual({ exitCode: 141, text: '' });
});

it('leaves the words about wrong usage to commander, but not the exit code', () => {
  expect(report(new CommanderError(1, 'commander.unknownOption', 'x'))).toEqual({ exitCode: 2, text: '' });
  expect(report(new CommanderError(0, 'commander.helpDisplayed', 'x'))).toEqual({ exitCode: 0, text: '' });
});

it('can be given anything', () => {
  expect(report('just text').text).toMatch(/^imgpipe: just text/);
});
