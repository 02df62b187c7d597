import { PipelineError } from '@image-pipeline/errors';

/** Everything this package throws on purpose; what image-file throws passes through as it is. */
export abstract class ImageMetadataError<
  Code extends string = string,
  Context extends object = object,
> extends PipelineError<Code, Context> {}

/** An option that cannot be used: a misspelt name or a value out of its range, which is shown shortened. */
export class OptionError extends ImageMetadataError<
  'invalid-option',
  { readonly option: string; readonly expected: string; readonly received: string }
> {
  override readonly name = 'OptionError';

  constructor(context: OptionError['context']) {
    const { option, expected, received } = context;
    super({
      code: 'invalid-option',
      problem: `${option} is ${received}.`,
      remedy: `Expected ${expected}.`,
      context,
    });
  }
}
