import { LocalCloudError } from './errors.ts';

/** A port that was asked for is taken. */
export class PortInUseError extends LocalCloudError {
  readonly code = 'port-in-use';

  constructor(port: number, option: string, cause: unknown) {
    super(`Port ${port} of 127.0.0.1 is in use.`, {
      remedy: `Choose another by the option ${option}; 0 takes any that is free.`,
      context: { port, option },
      cause,
    });
  }
}

/** Another local cloud runs on the data folder; two would corrupt it. */
export class DataFolderInUseError extends LocalCloudError {
  readonly code = 'data-folder-in-use';

  constructor(dataDir: string, owner: string, cause: unknown) {
    super(`The data folder ${dataDir} is in use by ${owner}.`, {
      remedy: 'Stop that one, or use another data folder.',
      context: { dataDir },
      cause,
    });
  }
}

export class DataFolderUnusableError extends LocalCloudError {
  readonly code = 'data-folder-unusable';

  constructor(dataDir: string, cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(`The data folder ${dataDir} cannot be used: ${reason}.`, { context: { dataDir }, cause });
  }
}

/** An option is unknown or has a value that it cannot have. */
export class LocalCloudOptionError extends LocalCloudError {
  readonly code = 'invalid-option';
}
