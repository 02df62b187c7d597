import { InvalidArgumentError, Option } from 'commander';

/** What every command can be asked for. */
export interface CommonOptions {
  readonly verbose?: boolean;
}

/** The option that every command has; `DEBUG=1` in the environment is the same. */
export const verboseOption = (): Option =>
  new Option('--verbose', 'show what the stack logs, and stack traces of errors').env('DEBUG');

/**
 * The value of an option that names a folder, as it was given: the empty text would be the current folder.
 * @throws InvalidArgumentError of commander, which prints its words after the option's name
 */
export const parseFolder = (value: string): string => {
  if (value !== '') return value;
  throw new InvalidArgumentError('Expected a folder.');
};
