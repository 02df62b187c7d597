/** What an error is made from. */
export interface ErrorDetails<Code extends string = string, Context extends object = object> {
  /** Stable and machine-readable; messages may change, codes do not. */
  readonly code: Code;
  /** What is wrong, as a sentence. */
  readonly problem: string;
  /** What the reader can do about it, as one sentence or more. Answers of a wire protocol have none. */
  readonly remedy?: string | undefined;
  /** The values that the problem speaks of, for programs. Never a secret. @defaultValue {} */
  readonly context?: Context;
  /** What led to it. */
  readonly cause?: unknown;
}

/**
 * Base of every error that a package of this repository throws on purpose; anything else is a defect or the machine's
 * fault. Each package has a family of its own, so that a caller can tell by `instanceof` whose it is, and by `code`
 * what it is.
 */
export abstract class PipelineError<
  Code extends string = string,
  Context extends object = object,
> extends Error {
  /** Stable and machine-readable; messages may change, codes do not. */
  readonly code: Code;
  /** The values that the problem speaks of, for programs. */
  readonly context: Context;
  /** What is wrong. `message` is this and the remedy, since that is all that logs and uncaught errors show. */
  readonly problem: string;
  /** What can be done about it. */
  readonly remedy: string | undefined;

  constructor({ code, problem, remedy, context = {} as Context, cause }: ErrorDetails<Code, Context>) {
    super(
      remedy === undefined ? problem : `${problem} ${remedy}`,
      cause === undefined ? undefined : { cause },
    );
    // A bundler may rename classes of the same name; families that are bundled say their name themselves.
    this.name = new.target.name;
    this.code = code;
    this.problem = problem;
    this.remedy = remedy;
    this.context = context;
  }
}
