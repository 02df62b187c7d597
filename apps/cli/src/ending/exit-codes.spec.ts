import { CommanderError } from 'commander';
import { ImageFailure, Interrupted, StackError, UsageError } from '../errors.ts';
import { exitCodeOf } from './exit-codes.ts';

const details = { code: 'no-record', problem: 'x' } as const;

it.each([
  [new UsageError(details), 2],
  [new CommanderError(1, 'commander.unknownOption', 'x'), 2],
  [Object.assign(new Error('no such stack'), { code: 'unknown-stack' }), 2],
  [new StackError(details), 1],
  [new ImageFailure(details), 1],
  [new TypeError('a defect'), 1],
  ['anything', 1],
  [new Interrupted('SIGHUP'), 129],
  [new Interrupted('SIGINT'), 130],
  [new Interrupted('SIGPIPE'), 141],
  [new Interrupted('SIGTERM'), 143],
  [new CommanderError(0, 'commander.helpDisplayed', 'x'), 0],
])('%s is worth exit code %i', (error, exitCode) => {
  expect(exitCodeOf(error)).toBe(exitCode);
});
