import * as pulumi from '@pulumi/pulumi';

/**
 * Everything the program refuses on purpose. A `RunError`, so that Pulumi prints the message alone:
 * whoever reads it has to change a setting, not follow a stack trace.
 */
export abstract class InfraError extends pulumi.RunError {
  /** Stable and machine-readable; messages may change, codes do not. */
  abstract readonly code: string;
  /** What the message was made from. */
  abstract readonly context: object;
  /** What the reader of the message can do about it. */
  readonly remedy: string;

  constructor(message: string, remedy: string, options?: ErrorOptions) {
    super(`${message}\n${remedy}`, options);
    this.remedy = remedy;
  }
}

/** A setting that cannot be used: its full key, what came (absent when the key itself is wrong), what is expected. */
export interface InvalidSetting {
  readonly key: string;
  readonly received?: string;
  readonly expected: string;
}

/** The stack's configuration cannot be used. Names every wrong setting, not only the first. */
export class ConfigurationError extends InfraError {
  override readonly name = 'ConfigurationError';
  readonly code = 'invalid-configuration';
  readonly context: { readonly stack: string; readonly problems: readonly InvalidSetting[] };

  constructor(stack: string, problems: readonly InvalidSetting[]) {
    super(
      [`The configuration of stack ${stack} cannot be used:`, ...problems.map(sentence)].join('\n'),
      `Correct Pulumi.${stack}.yaml; Pulumi.yaml describes every setting.`,
    );
    this.context = { stack, problems };
  }
}

const sentence = ({ key, received, expected }: InvalidSetting) =>
  received === undefined
    ? `  ${key} is not known. Expected ${expected}.`
    : `  ${key} is ${shortened(received)}. Expected ${expected}.`;

const shortened = (text: string) =>
  text.length > 80 ? `${JSON.stringify(text.slice(0, 80))}…` : JSON.stringify(text);

/** A name made from the stack's name that AWS would refuse, found before anything is created under the others. */
export class InvalidNameError extends InfraError {
  override readonly name = 'InvalidNameError';
  readonly code = 'invalid-name';
  readonly context: { readonly resource: string; readonly resourceName: string; readonly expected: string };

  constructor(resource: string, resourceName: string, expected: string) {
    super(
      `The ${resource} would be called "${resourceName}". AWS expects ${expected}.`,
      'Choose another name for the stack, or another nameSuffix where the name ends in it.',
    );
    this.context = { resource, resourceName, expected };
  }
}

/** The function's environment variables are larger than Lambda accepts. Sizes in bytes. */
export class EnvironmentTooLargeError extends InfraError {
  override readonly name = 'EnvironmentTooLargeError';
  readonly code = 'environment-too-large';
  readonly context: {
    readonly bytes: number;
    readonly limit: number;
    readonly largest: string;
    readonly largestBytes: number;
  };

  constructor(context: EnvironmentTooLargeError['context']) {
    super(
      `The function's environment variables take ${context.bytes} bytes, Lambda accepts ${context.limit}; ` +
        `the largest is ${context.largest} with ${context.largestBytes}.`,
      'Configure fewer recipes, or give them shorter names and fewer options.',
    );
    this.context = context;
  }
}
