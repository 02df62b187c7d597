export {
  ImageRejectedError,
  LimitError,
  rejectionCodes,
  sourceContentTypes,
} from '@image-pipeline/image-file';
export type {
  ImageHeader,
  MetadataBlocks,
  Orientation,
  RejectionCode,
  RejectionContexts,
  SourceFormat,
} from '@image-pipeline/image-file';
export { ImageTransformError, RecipeError, WatermarkError } from './errors.ts';
export type { InvalidOption } from './errors.ts';
export { limitsForMemory } from './limits/limits-for-memory.ts';
export { defaultLimits } from './limits/render-limits.ts';
export type { RenderLimits } from './limits/render-limits.ts';
export { defaultRecipes, parseRecipes, variantFileTypes } from './recipes/index.ts';
export type {
  Colour,
  FileType,
  Finishing,
  FitOptions,
  FormatOptions,
  FormatSet,
  ParsedRecipes,
  Recipe,
  VariantFormat,
} from './recipes/index.ts';
export type { Watermark } from './recipes/watermark-option.ts';
export { releaseBytes } from './picture/pixels/release-bytes.ts';
export type { PictureDescription } from './description/describe-picture.ts';
export type { Credit } from './variants/credit.ts';
export type { RenderedVariant } from './variants/encode-variants.ts';
export type { WatermarkFiles } from './variants/finish/watermarks.ts';
export type { SkippedVariant } from './variants/plan/planned-or-skipped.ts';
export type { Rendering } from './render-image.ts';
export { createRenderer, renderVariants } from './render-variants.ts';
export type { ImageOptions, Renderer, RendererOptions, RenderOptions } from './render-variants.ts';
