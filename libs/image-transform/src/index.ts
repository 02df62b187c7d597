export {
  ImageRejectedError,
  ImageTransformError,
  LimitError,
  RecipeError,
  WatermarkError,
  rejectionCodes,
} from './errors.ts';
export type { InvalidOption, RejectionCode, RejectionContexts } from './errors.ts';
export { renderingFingerprint } from './fingerprint.ts';
export { readHeader } from './source/read-header.ts';
export type { ImageHeader, MetadataBlocks, Orientation } from './source/read-header.ts';
export { defaultLimits } from './limits/render-limits.ts';
export type { RenderLimits } from './limits/render-limits.ts';
export { limitsForMemory } from './limits/limits-for-memory.ts';
export { defaultRecipes, parseRecipes, variantFileTypes } from './recipes/parse-recipes.ts';
export type {
  Colour,
  FileType,
  Finishing,
  FitOptions,
  FormatOptions,
  FormatSet,
  Recipe,
  VariantFormat,
} from './recipes/parse-recipes.ts';
export { releaseBytes } from './picture/pixels/release-bytes.ts';
export { renderVariants } from './render-variants.ts';
export type { Rendering, RenderOptions } from './render-variants.ts';
export type { Credit } from './variants/credit.ts';
export type { SkippedVariant } from './variants/plan/encode-budget.ts';
export type { RenderedVariant } from './variants/encode-variants.ts';
export type { PictureDescription } from './description/describe-picture.ts';
export type { Watermark } from './recipes/watermark-option.ts';
export type { WatermarkFiles } from './variants/finish/draw-watermark.ts';
export { sourceContentTypes } from './source/recognise-format.ts';
export type { SourceFormat } from './source/recognise-format.ts';
