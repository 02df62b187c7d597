import { PipelineError } from '@image-pipeline/errors';

/** Everything this package throws on purpose is one of these; anything else is a defect or the machine's fault. */
export abstract class ImageTransformError<
  Code extends string = string,
  Context extends object = object,
> extends PipelineError<Code, Context> {}

/** An option that cannot be used: which one, what is expected there, and what came. */
export interface InvalidOption {
  readonly option: string;
  readonly expected: string;
  /** The value as text, shortened. */
  readonly received: string;
}

const complaint = ({ option, expected, received }: InvalidOption) => ({
  problem: `${option} is ${received}.`,
  remedy: `Expected ${expected}.`,
});

/** Which recipe: its name, or its place in the list such as `#2` when it has no usable name. */
type InvalidRecipe = InvalidOption & { readonly recipe?: string };

/** A list of recipes that cannot be used. */
export class RecipeError extends ImageTransformError<'invalid-recipe', InvalidRecipe> {
  override readonly name = 'RecipeError';

  constructor(context: InvalidRecipe) {
    const { problem, remedy } = complaint(context);
    const whose = context.recipe === undefined ? '' : `Recipe ${context.recipe}: `;
    super({ code: 'invalid-recipe', problem: whose + problem, remedy, context });
  }
}

const watermarkFaults = {
  'invalid-watermark': {
    problem: 'cannot be read.',
    remedy: 'Give a PNG, SVG or any other image that is supported.',
  },
  'watermark-without-text': {
    problem: 'has text that cannot be drawn here.',
    remedy: 'Turn the text into paths, or bring fonts along and tell where by FONTCONFIG_PATH.',
  },
} as const;

type WatermarkCode = keyof typeof watermarkFaults;

/** A watermark that is no image, or whose text would be missing. */
export class WatermarkError extends ImageTransformError<WatermarkCode, { readonly image: string }> {
  override readonly name = 'WatermarkError';

  constructor(code: WatermarkCode, context: { readonly image: string }, cause?: unknown) {
    const { problem, remedy } = watermarkFaults[code];
    super({ code, problem: `Watermark ${context.image} ${problem}`, remedy, context, cause });
  }
}
