import { shown, type ErrorDetails, type PipelineError } from '@image-pipeline/errors';
import * as pulumi from '@pulumi/pulumi';

/**
 * Everything the program refuses on purpose. A `RunError`, so that Pulumi prints the message alone: whoever reads it
 * has to change a setting, not follow a stack trace. A class extends only one other, so this one has all that a
 * `PipelineError` has, but is none.
 */
export abstract class InfraError<Code extends string = string, Context extends object = object>
  extends pulumi.RunError
  implements PipelineError<Code, Context>
{
  readonly code: Code;
  readonly context: Context;
  readonly problem: string;
  readonly remedy: string;

  constructor(details: Required<Omit<ErrorDetails<Code, Context>, 'cause'>> & { readonly remedy: string }) {
    super(`${details.problem}\n${details.remedy}`);
    this.code = details.code;
    this.context = details.context;
    this.problem = details.problem;
    this.remedy = details.remedy;
  }
}

/** A setting that cannot be used: its full key, what came (absent when the key itself is wrong), what is expected. */
export interface InvalidSetting {
  readonly key: string;
  readonly received?: string;
  readonly expected: string;
}

/** The stack's configuration cannot be used. Names every wrong setting, not only the first. */
export class ConfigurationError extends InfraError<
  'invalid-configuration',
  { readonly stack: string; readonly problems: readonly InvalidSetting[] }
> {
  override readonly name = 'ConfigurationError';

  constructor(stack: string, problems: readonly InvalidSetting[]) {
    super({
      code: 'invalid-configuration',
      problem: [`The configuration of stack ${stack} cannot be used:`, ...problems.map(sentence)].join('\n'),
      remedy: `Correct Pulumi.${stack}.yaml; Pulumi.yaml describes every setting.`,
      context: { stack, problems },
    });
  }
}

const sentence = ({ key, received, expected }: InvalidSetting) =>
  received === undefined
    ? `  ${key} is not known. Expected ${expected}.`
    : `  ${key} is ${shown(received)}. Expected ${expected}.`;

/** A name made from the stack's name that AWS would refuse, found before anything is created under the others. */
export class InvalidNameError extends InfraError<
  'invalid-name',
  { readonly resource: string; readonly resourceName: string; readonly expected: string }
> {
  override readonly name = 'InvalidNameError';

  constructor(resource: string, resourceName: string, expected: string) {
    super({
      code: 'invalid-name',
      problem: `The ${resource} would be called "${resourceName}". AWS expects ${expected}.`,
      remedy: 'Choose another name for the stack, or another nameSuffix where the name ends in it.',
      context: { resource, resourceName, expected },
    });
  }
}

/** The function's environment variables are larger than Lambda accepts. Sizes in bytes. */
export class EnvironmentTooLargeError extends InfraError<
  'environment-too-large',
  {
    readonly bytes: number;
    readonly limit: number;
    readonly largest: string;
    readonly largestBytes: number;
  }
> {
  override readonly name = 'EnvironmentTooLargeError';

  constructor(context: EnvironmentTooLargeError['context']) {
    super({
      code: 'environment-too-large',
      problem:
        `The function's environment variables take ${context.bytes} bytes, Lambda accepts ${context.limit}; ` +
        `the largest is ${context.largest} with ${context.largestBytes}.`,
      remedy: 'Configure fewer recipes, or give them shorter names and fewer options.',
      context,
    });
  }
}
