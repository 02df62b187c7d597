/** What the processor throws. Whatever it throws is retried by Lambda and ends in the dead-letter queue. */
export class ProcessorError extends Error {
  override readonly name: string = 'ProcessorError';
  readonly code: 'invalid-settings' | 'malformed-event' | 'out-of-time' | 'objects-failed';
  readonly context: Readonly<Record<string, unknown>>;

  constructor(
    code: ProcessorError['code'],
    message: string,
    context: Readonly<Record<string, unknown>> = {},
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.code = code;
    this.context = context;
  }
}

/** The environment of the function is incomplete or wrong. The Pulumi program declares these variables. */
export class InvalidSettingsError extends ProcessorError {
  override readonly name = 'InvalidSettingsError';
  constructor(variable: string, expectation: string, value: string | undefined, options?: ErrorOptions) {
    const found = value === undefined ? 'it is not set' : `it is ${JSON.stringify(value)}`;
    super(
      'invalid-settings',
      `Environment variable ${variable} must be ${expectation}, but ${found}. Correct it in the function's configuration.`,
      { variable },
      options,
    );
  }
}

/** An invocation carried something that is no S3 notification, or a record of one that cannot be understood. */
export class MalformedEventError extends ProcessorError {
  override readonly name = 'MalformedEventError';
  constructor(reason: string, context: Readonly<Record<string, unknown>> = {}) {
    super(
      'malformed-event',
      `Not an S3 event notification that this function understands: ${reason}`,
      context,
    );
  }
}

/**
 * An invocation was about to end before an image had all the time it may take. Says nothing of the image: alone in an
 * invocation, it is rendered or rejected.
 */
export class OutOfTimeError extends ProcessorError {
  override readonly name = 'OutOfTimeError';
  /** Both in milliseconds. */
  constructor(given: number, limit: number, options?: ErrorOptions) {
    super(
      'out-of-time',
      `The image was not rendered in ${given} ms, which is all that reading it and earlier records of the event left ` +
        `of its ${limit} ms. It is tried again; raise timeoutSeconds if that happens often.`,
      { given, limit },
      options,
    );
  }
}

/** Some objects of an event failed for a reason that may pass; the others are done. Retrying is safe. */
export class ObjectsFailedError extends ProcessorError {
  override readonly name = 'ObjectsFailedError';
  constructor(causes: readonly unknown[], total: number) {
    const reasons = causes.map((cause) =>
      cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause),
    );
    super(
      'objects-failed',
      `${causes.length} of ${total} objects failed: ${reasons.join('; ')}`,
      { failed: causes.length, total },
      { cause: causes.length === 1 ? causes[0] : new AggregateError(causes) },
    );
  }
}
