import type { SourceFormat } from './source/recognise-format.ts';

/** Everything this package throws on purpose is one of these; anything else is a defect or the machine's fault. */
export abstract class ImageTransformError extends Error {
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

/** What each rejection tells besides its code. Sizes in pixels, bytes and milliseconds. */
export interface RejectionContexts {
  empty: Record<never, never>;
  'unsupported-format': { readonly recognised?: string };
  corrupt: { readonly format: SourceFormat; readonly part: 'header' | 'pixels' };
  'too-many-bytes': { readonly part?: 'metadata'; readonly bytes: number; readonly limit: number };
  'too-many-pixels': {
    readonly pixels: number;
    readonly width: number;
    readonly height: number;
    readonly pages: number;
    readonly limit: number;
  };
  'too-many-frames': { readonly frames: number; readonly limit: number };
  'too-much-memory': { readonly limit: number };
  'too-slow': { readonly limit: number };
}

export type RejectionCode = keyof RejectionContexts;

/** What is wrong, and what helps, for each code. Free of the image's own text: an attacker writes that. */
const rejections: {
  readonly [C in RejectionCode]: (
    context: RejectionContexts[C],
  ) => readonly [message: string, remedy: string];
} = {
  empty: () => ['The image has no bytes.', 'Upload the file again.'],
  'unsupported-format': ({ recognised }) => [
    recognised === undefined ? 'The bytes are no known image format.' : `${recognised} is not supported.`,
    'Upload a JPEG, PNG, WebP, AVIF, HEIC, GIF, TIFF or SVG file.',
  ],
  corrupt: ({ format, part }) => [
    `The ${part} of this ${format} image cannot be decoded: the file is truncated or damaged.`,
    'Upload an intact copy.',
  ],
  'too-many-bytes': ({ part, bytes, limit }) =>
    part === 'metadata'
      ? [
          `The file holds at least ${bytes} bytes of metadata, the limit is ${limit}.`,
          'Upload a copy with less metadata.',
        ]
      : [`The file has ${bytes} bytes, the limit is ${limit}.`, 'Upload a smaller file or raise maxBytes.'],
  'too-many-pixels': ({ pixels, width, height, pages, limit }) => [
    `The image has ${pixels} pixels (${width} x ${height}${pages > 1 ? `, ${pages} frames` : ''}), the limit is ${limit}.`,
    'Upload a smaller image or raise maxPixels.',
  ],
  'too-many-frames': ({ frames, limit }) => [
    `The image has at least ${frames} frames, the limit is ${limit}.`,
    'Upload a shorter animation or raise maxFrames.',
  ],
  'too-much-memory': ({ limit }) => [
    `The image needs more than ${Math.floor(limit / 1024 / 1024)} MiB of memory to be drawn.`,
    'Upload a simpler one, or one with smaller pictures inside, or raise maxPixels.',
  ],
  'too-slow': ({ limit }) => [
    `The image was not rendered within ${limit} ms.`,
    'Upload a smaller image, ask for fewer or cheaper variants, or raise maxMilliseconds.',
  ],
};

/** Every code an `ImageRejectedError` can carry. */
export const rejectionCodes = Object.keys(rejections) as readonly RejectionCode[];

/** Each code with the context that belongs to it. */
type Rejection = {
  [C in RejectionCode]: [code: C, context: RejectionContexts[C], options?: ErrorOptions];
}[RejectionCode];

/** These bytes cannot be rendered, and the same bytes never will be under the same limits: retrying is useless. */
export class ImageRejectedError extends ImageTransformError {
  override readonly name = 'ImageRejectedError';
  readonly code: RejectionCode;
  readonly context: RejectionContexts[RejectionCode];

  constructor(...[code, context, options]: Rejection) {
    const describe = rejections[code] as (
      context: Rejection[1],
    ) => readonly [message: string, remedy: string];
    super(...describe(context), options);
    this.code = code;
    this.context = context;
  }
}

/** An option that cannot be used: which one, what is expected there, and what came. */
export interface InvalidOption {
  readonly option: string;
  readonly expected: string;
  /** The value as text, shortened. */
  readonly received: string;
}

const complaint = ({ option, expected, received }: InvalidOption) =>
  [`${option} is ${received}.`, `Expected ${expected}.`] as const;

/** A list of recipes that cannot be used. */
export class RecipeError extends ImageTransformError {
  override readonly name = 'RecipeError';
  readonly code = 'invalid-recipe';
  /** `recipe` is the recipe's name, or its place in the list such as `#2` when it has no usable name. */
  readonly context: InvalidOption & { readonly recipe?: string };

  constructor(context: InvalidOption & { readonly recipe?: string }) {
    const [message, remedy] = complaint(context);
    super(context.recipe === undefined ? message : `Recipe ${context.recipe}: ${message}`, remedy);
    this.context = context;
  }
}

/** A limit that cannot be used. */
export class LimitError extends ImageTransformError {
  override readonly name = 'LimitError';
  readonly code = 'invalid-limit';
  readonly context: InvalidOption;

  constructor(context: InvalidOption) {
    super(...complaint(context));
    this.context = context;
  }
}

/** A watermark that is no image. */
export class WatermarkError extends ImageTransformError {
  override readonly name = 'WatermarkError';
  readonly code = 'invalid-watermark';
  readonly context: { readonly image: string };

  constructor(context: { readonly image: string }, options?: ErrorOptions) {
    super(
      `Watermark ${context.image} cannot be read.`,
      'Give a PNG, SVG or any other image that is supported.',
      options,
    );
    this.context = context;
  }
}
