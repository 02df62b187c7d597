import { PipelineError } from '@image-pipeline/errors';
import type { SourceFormat } from '../source-format.ts';
import { uploadMistakes, type UploadMistake } from './upload-mistakes.ts';

/** Everything this package throws on purpose; anything else is a defect or the machine's fault. */
export abstract class ImageFileError<
  Code extends string = string,
  Context extends object = object,
> extends PipelineError<Code, Context> {}

/**
 * What each rejection tells besides its code: sizes in pixels and bytes, times in milliseconds. The last two codes are
 * for whoever decodes the file; this package only reads what precedes its pixels.
 */
export interface RejectionContexts {
  empty: Record<never, never>;
  'unsupported-format': { readonly recognised?: string; readonly mistake?: UploadMistake };
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

/** Why an image was refused, for programs. */
export type RejectionCode = keyof RejectionContexts;

const capitalised = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

/** What is wrong, and what helps, for each code. Free of the image's own text: an attacker writes that. */
const rejections: {
  readonly [C in RejectionCode]: (
    context: RejectionContexts[C],
  ) => readonly [problem: string, remedy: string];
} = {
  empty: () => ['The image has no bytes.', 'Upload the file again.'],
  'unsupported-format': ({ recognised, mistake }) => {
    if (mistake !== undefined) return uploadMistakes[mistake];
    return [
      recognised === undefined
        ? 'The bytes are no known image format.'
        : `${capitalised(recognised)} is not supported.`,
      'Upload a JPEG, PNG, WebP, AVIF, HEIC, GIF, TIFF or SVG file.',
    ];
  },
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

/** These bytes cannot be used, and the same bytes never will be under the same limits: retrying is useless. */
export class ImageRejectedError extends ImageFileError<RejectionCode, RejectionContexts[RejectionCode]> {
  override readonly name = 'ImageRejectedError';

  constructor(...[code, context, options]: Rejection) {
    const describe = rejections[code] as (
      context: Rejection[1],
    ) => readonly [problem: string, remedy: string];
    const [problem, remedy] = describe(context);
    super({ code, problem, remedy, context, cause: options?.cause });
  }
}

/** A limit that cannot be used: which one, what is expected there, and what came, shortened. */
export class LimitError extends ImageFileError<
  'invalid-limit',
  { readonly option: string; readonly expected: string; readonly received: string }
> {
  override readonly name = 'LimitError';

  constructor(context: LimitError['context']) {
    const { option, expected, received } = context;
    super({
      code: 'invalid-limit',
      problem: `${option} is ${received}.`,
      remedy: `Expected ${expected}.`,
      context,
    });
  }
}
