/** Everything this package throws on purpose is one of these; what `readHeader` throws passes through as it is. */
export abstract class ImageMetadataError extends Error {
  /** Stable and machine-readable; messages may change, codes do not. */
  abstract readonly code: string;
  /** What the message was made from. */
  abstract readonly context: object;
  /** What the reader of the message can do about it. */
  readonly remedy: string;

  constructor(message: string, remedy: string, options?: ErrorOptions) {
    super(`${message} ${remedy}`, options);
    this.remedy = remedy;
  }
}

/** An option that cannot be used: a misspelt name or a value out of its range. */
export class OptionError extends ImageMetadataError {
  override readonly name = 'OptionError';
  readonly code = 'invalid-option';
  readonly context: {
    readonly option: string;
    readonly expected: string;
    /** The value as text, shortened. */
    readonly received: string;
  };

  constructor(context: OptionError['context'], options?: ErrorOptions) {
    super(`${context.option} is ${context.received}.`, `Expected ${context.expected}.`, options);
    this.context = context;
  }
}
