import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { messageOf } from '@image-pipeline/errors';
import { LocalCloudError } from '../errors.ts';
import { ProgramFailedError } from './engine-errors.ts';
import type { Project } from './project-file.ts';

/** What is known about a program that did not come to its end. */
interface Failure {
  readonly project: Project;
  readonly stack: string;
  /** The first thing that was refused, if any: it is the reason, whatever the program says about it. */
  readonly refusal: unknown;
  /** What was logged as an error, in order. */
  readonly errors: readonly string[];
  /** The end of what the program wrote to its console. */
  readonly lastLines: readonly string[];
  readonly exit: { readonly code: number | null; readonly signal: string | null };
}

/** One error that says in the program's own words why it failed. */
export const explainFailure = (failure: Failure): ProgramFailedError => {
  const context = { stack: failure.stack, programDir: failure.project.programDir };
  const { refusal } = failure;
  if (refusal !== undefined) {
    const { problem, remedy } =
      refusal instanceof LocalCloudError ? refusal : { problem: messageOf(refusal), remedy: undefined };
    const details = { context, cause: refusal, ...(remedy !== undefined && { remedy }) };
    return new ProgramFailedError('resource-refused', problem, details);
  }
  const [logged] = failure.errors;
  const reason =
    logged === undefined ? reasonFromConsole(failure) : withoutStackTrace(failure.project, logged);
  return new ProgramFailedError('program-failed', `The program failed: ${reason}`, { context });
};

/** The line under which Pulumi's executor files every exception of a program. */
const executorsPreamble = /^Running program '.*' failed with an unhandled exception:\n/;
const circularMark = /^<ref \*\d+> /;
const stackFrame = /^ +at .*$/m;

/** The exception's own words and the one place in the program that it came from. */
const withoutStackTrace = (project: Project, logged: string): string => {
  const report = stripVTControlCharacters(logged).replace(executorsPreamble, '').replace(circularMark, '');
  const message = (report.split(stackFrame, 1)[0] ?? report).trim();
  const place = placeInProgram(project, report);
  return place === undefined ? message : `${message} (${place})`;
};

/** The topmost stack frame in a file of the program, as `file:line`. */
const placeInProgram = (project: Project, report: string): string | undefined => {
  for (const [, location, line] of report.matchAll(
    /^ +at .*?\(?((?:file:\/\/)?\/[^()\n]*?):(\d+):\d+\)?$/gm,
  )) {
    if (location === undefined) continue;
    const path = location.startsWith('file:') ? fileURLToPath(location) : location;
    const name = relative(project.programDir, path);
    if (!name.startsWith('..') && !name.includes('node_modules')) return `${name}:${line}`;
  }
  return undefined;
};

const reasonFromConsole = ({ lastLines, exit }: Failure): string => {
  const ended =
    exit.signal === null ? `it exited early with code ${exit.code}` : `it was ended by ${exit.signal}`;
  const said = lastLines.join('\n').trim();
  return said === '' ? `${ended}.` : `${ended} and wrote:\n${said}`;
};
