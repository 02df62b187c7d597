import { PipelineError, shown } from '@image-pipeline/errors';

/** Every code an error of this package can carry. Stable; messages may change, codes do not. */
export type OperationsErrorCode =
  'outputs-unexpected' | 'function-failed' | 'dead-letter-unreadable' | 'no-image';

/** What this package throws on purpose. What AWS answers (throttled, denied, no such table) passes through. */
export abstract class OperationsError<
  Code extends OperationsErrorCode = OperationsErrorCode,
  Context extends object = object,
> extends PipelineError<Code, Context> {}

/** A stack's outputs are not those of the Pulumi program. */
export class UnexpectedOutputsError extends OperationsError<
  'outputs-unexpected',
  { readonly output: string }
> {
  override readonly name = 'UnexpectedOutputsError';

  /** @param output name of the first that is missing or wrong */
  constructor(output: string, problem: string) {
    super({
      code: 'outputs-unexpected',
      problem: `The stack's output ${output} is not as expected: ${problem}.`,
      remedy: 'Use the Pulumi program and the imgpipe of the same version.',
      context: { output },
    });
  }
}

/** The function ended with an error, which is what it would have told Lambda. */
export class FunctionFailedError extends OperationsError<
  'function-failed',
  { readonly errorType: string; readonly errorMessage: string }
> {
  override readonly name = 'FunctionFailedError';

  constructor(errorType: string, errorMessage: string) {
    super({
      code: 'function-failed',
      problem: `The function failed with ${errorType}: ${errorMessage}`,
      remedy: "Look at the function's log; what may pass is worth another try.",
      context: { errorType, errorMessage },
    });
  }
}

/** A message in the dead-letter queue is none that Lambda sends. */
export class UnreadableDeadLetterError extends OperationsError<
  'dead-letter-unreadable',
  { readonly issue: string }
> {
  override readonly name = 'UnreadableDeadLetterError';

  constructor(issue: string) {
    super({
      code: 'dead-letter-unreadable',
      problem: 'A message in the dead-letter queue is none that Lambda sends.',
      remedy: 'Something else writes to this queue; look at its messages.',
      context: { issue },
    });
  }
}

/** What somebody calls an image is known to nobody. */
export class NoImageError extends OperationsError<'no-image', { readonly reference: string }> {
  override readonly name = 'NoImageError';

  constructor(reference: string) {
    super({
      code: 'no-image',
      problem: `There is no record of ${shown(reference)}.`,
      remedy: 'Name an image by its key in the raw bucket, its id, or the address of one of its variants.',
      context: { reference },
    });
  }
}

/** What was thrown, for somebody who is told of it instead of having it thrown at them. */
export const asError = (thrown: unknown): Error =>
  thrown instanceof Error ? thrown : new Error(String(thrown));
