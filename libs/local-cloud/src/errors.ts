import { messageOf, PipelineError, type ErrorDetails } from '@image-pipeline/errors';

/** Facts about an error that a program can read: names, addresses, limits. Never secrets. */
export type ErrorContext = Readonly<
  Record<string, string | number | boolean | readonly string[] | undefined>
>;

/** Base of every error that the local cloud raises on purpose. */
export abstract class LocalCloudError<Code extends string = string> extends PipelineError<
  Code,
  ErrorContext
> {
  constructor(
    code: Code,
    problem: string,
    details: Omit<ErrorDetails<Code, ErrorContext>, 'code' | 'problem'> = {},
  ) {
    super({ code, problem, ...details });
  }
}

/** A port that was asked for is taken. */
export class PortInUseError extends LocalCloudError<'port-in-use'> {
  constructor(port: number, option: string, cause: unknown) {
    super('port-in-use', `Port ${port} of 127.0.0.1 is in use.`, {
      remedy: `Choose another by the option ${option}; 0 takes any that is free.`,
      context: { port, option },
      cause,
    });
  }
}

/** Another local cloud runs on the data folder; two would corrupt it. */
export class DataFolderInUseError extends LocalCloudError<'data-folder-in-use'> {
  constructor(dataDir: string, owner: string, cause: unknown) {
    super('data-folder-in-use', `The data folder ${dataDir} is in use by ${owner}.`, {
      remedy: 'Stop that one, or use another data folder.',
      context: { dataDir },
      cause,
    });
  }
}

/** The data folder cannot be made or written to. */
export class DataFolderUnusableError extends LocalCloudError<'data-folder-unusable'> {
  constructor(dataDir: string, cause: unknown) {
    super('data-folder-unusable', `The data folder ${dataDir} cannot be used: ${messageOf(cause)}.`, {
      context: { dataDir },
      cause,
    });
  }
}

/** An option is unknown or has a value that it cannot have. */
export class LocalCloudOptionError extends LocalCloudError<'invalid-option'> {}
