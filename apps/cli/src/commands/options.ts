import { InvalidArgumentError, Option } from 'commander';

/** The last port there is, less one for the CDN, which is served on the next. */
const highestPort = 65_534;

export const parsePort = (value: string): number => {
  const port = /^\d{1,5}$/.test(value) ? Number(value) : Number.NaN;
  if (port <= highestPort) return port;
  throw new InvalidArgumentError(`Expected a port from 1 to ${highestPort}, or 0 for any that are free.`);
};

export const parseFolder = (value: string): string => {
  if (value !== '') return value;
  throw new InvalidArgumentError('Expected a folder.');
};

export interface CommonOptions {
  readonly verbose?: boolean;
}

export const verboseOption = (): Option =>
  new Option('--verbose', 'show what the stack logs, and stack traces of errors').env('DEBUG');
