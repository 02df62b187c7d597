import { LocalCloudError } from '../errors.ts';

export type ProjectErrorCode = 'no-project' | 'invalid-project' | 'unknown-stack' | 'invalid-configuration';

/** The project, its stack file or its configuration is missing or wrong; the program was not started. */
export class ProjectError extends LocalCloudError<ProjectErrorCode> {}

export type ProgramFailureCode = 'program-failed' | 'resource-refused' | 'program-timed-out';

/** The program threw, declared something that was refused, or did not come to its end. */
export class ProgramFailedError extends LocalCloudError<ProgramFailureCode> {}
