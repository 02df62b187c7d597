import { messageOf, PipelineError, shown } from '@image-pipeline/errors';

/** What the processor throws. Whatever it throws is retried by Lambda and ends in the dead-letter queue. */
export abstract class ProcessorError<
  Code extends string = string,
  Context extends object = object,
> extends PipelineError<Code, Context> {}

/** The environment of the function is incomplete or wrong. The Pulumi program declares these variables. */
export class InvalidSettingsError extends ProcessorError<'invalid-settings', { readonly variable: string }> {
  override readonly name = 'InvalidSettingsError';

  constructor(variable: string, expected: string, value: string | undefined, { cause }: ErrorOptions = {}) {
    super({
      code: 'invalid-settings',
      problem: `Environment variable ${variable} must be ${expected}, but is ${shown(value)}.`,
      remedy: "Correct it in the function's configuration.",
      context: { variable },
      cause,
    });
  }
}

/** An invocation carried something that is no S3 notification, or a record of one that cannot be understood. */
export class MalformedEventError extends ProcessorError<'malformed-event', { readonly key?: string }> {
  override readonly name = 'MalformedEventError';

  /** @param context the key as the event has it, if that is what is wrong */
  constructor(reason: string, context: { readonly key?: string } = {}, { cause }: ErrorOptions = {}) {
    super({
      code: 'malformed-event',
      problem: `Not an S3 event notification that this function understands: ${reason}.`,
      remedy: 'Look at who invokes the function: only the notification of the raw bucket should.',
      context,
      cause,
    });
  }
}

/** S3 sent an object without what it always says of one: its length, its ETag or when it was written. */
export class IncompleteAnswerError extends ProcessorError<
  'incomplete-answer',
  { readonly bucket: string; readonly key: string }
> {
  override readonly name = 'IncompleteAnswerError';

  constructor(bucket: string, key: string) {
    super({
      code: 'incomplete-answer',
      problem: `The answer for ${shown(key)} in ${bucket} lacks its length, its ETag or its time.`,
      remedy: 'It is tried again; if that happens often, look at what stands between the function and S3.',
      context: { bucket, key },
    });
  }
}

/**
 * An invocation was about to end before an image had all the time it may take. Says nothing of the image: alone in an
 * invocation, it is rendered or rejected.
 */
export class OutOfTimeError extends ProcessorError<
  'out-of-time',
  { readonly given: number; readonly limit: number }
> {
  override readonly name = 'OutOfTimeError';

  /** @param given milliseconds that were left for it, of the `limit` that it may take */
  constructor(given: number, limit: number, { cause }: ErrorOptions = {}) {
    super({
      code: 'out-of-time',
      problem:
        `The image was not rendered in ${given} ms, which is all that reading it and earlier records of the event ` +
        `left of its ${limit} ms.`,
      remedy: 'It is tried again; raise timeoutSeconds if that happens often.',
      context: { given, limit },
      cause,
    });
  }
}

/** An object was another one each time it was looked at. */
export class RestlessObjectError extends ProcessorError<
  'restless-object',
  { readonly bucket: string; readonly key: string; readonly rounds: number }
> {
  override readonly name = 'RestlessObjectError';

  constructor(bucket: string, key: string, rounds: number) {
    super({
      code: 'restless-object',
      problem: `${shown(key)} in ${bucket} had changed each of the ${rounds} times that it was looked at after its record was committed.`,
      remedy: 'It is tried again; if that happens often, find out who writes the same key over and over.',
      context: { bucket, key, rounds },
    });
  }
}

/** Some objects of an event failed for a reason that may pass; the others are done. Retrying is safe. */
export class ObjectsFailedError extends ProcessorError<
  'objects-failed',
  { readonly failed: number; readonly total: number }
> {
  override readonly name = 'ObjectsFailedError';

  constructor(causes: readonly unknown[], total: number) {
    const reasons = causes.map((cause) =>
      cause instanceof Error ? `${cause.name}: ${cause.message}` : messageOf(cause),
    );
    super({
      code: 'objects-failed',
      problem: `${causes.length} of ${total} objects failed: ${reasons.join('; ')}`,
      remedy: 'Lambda tries the event again; what fails three times is kept in the dead-letter queue.',
      context: { failed: causes.length, total },
      cause: causes.length === 1 ? causes[0] : new AggregateError(causes),
    });
  }
}
