import { LocalCloudError } from '../errors.ts';

type ProjectErrorCode = 'no-project' | 'invalid-project' | 'unknown-stack' | 'invalid-configuration';

/** The project, its stack file or its configuration is missing or wrong; the program was not started. */
export class ProjectError extends LocalCloudError<ProjectErrorCode> {}

/** The program asks for something of Pulumi that there is not here; it reaches the caller as a ProgramFailedError. */
export class UnsupportedByEngineError extends LocalCloudError<'unsupported-by-engine'> {
  constructor(problem: string) {
    super('unsupported-by-engine', problem);
  }
}

type ProgramFailureCode = 'program-failed' | 'resource-refused' | 'program-timed-out';

/** The program threw, declared something that was refused, or did not come to its end. */
export class ProgramFailedError extends LocalCloudError<ProgramFailureCode> {}
