/** Facts about an error that a program can read: names, addresses, limits. Never secrets. */
export type ErrorContext = Readonly<
  Record<string, string | number | boolean | readonly string[] | undefined>
>;

/**
 * Base of every error that the local cloud raises on purpose.
 * The message says what is wrong and, where something can be done about it, ends with the remedy.
 */
export abstract class LocalCloudError extends Error {
  abstract readonly code: string;
  readonly context: ErrorContext;
  readonly remedy: string | undefined;

  constructor(
    problem: string,
    { remedy, context = {}, cause }: { remedy?: string; context?: ErrorContext; cause?: unknown } = {},
  ) {
    super(
      remedy === undefined ? problem : `${problem} ${remedy}`,
      cause === undefined ? undefined : { cause },
    );
    this.name = new.target.name;
    this.remedy = remedy;
    this.context = context;
  }
}
