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
export { readHeader } from './header.ts';
export type { ImageHeader, MetadataBlocks, Orientation } from './header.ts';
export { defaultLimits } from './limits.ts';
export type { RenderLimits } from './limits.ts';
export { limitsForMemory } from './memory-limits.ts';
export { defaultRecipes, parseRecipes, variantFileTypes } from './recipes.ts';
export type {
  Colour,
  FileType,
  Finishing,
  FitOptions,
  FormatOptions,
  FormatSet,
  Recipe,
  VariantFormat,
} from './recipes.ts';
export { releaseBytes } from './release-bytes.ts';
export { renderVariants } from './render-variants.ts';
export type { Rendering, RenderOptions } from './render-variants.ts';
export type { Credit } from './credit.ts';
export type { SkippedVariant } from './encode-budget.ts';
export type { RenderedVariant } from './encode-variants.ts';
export type { PictureDescription } from './describe-picture.ts';
export type { Watermark } from './watermark/watermark.ts';
export type { WatermarkFiles } from './watermark/watermarks.ts';
export { sourceContentTypes } from './source-format.ts';
export type { SourceFormat } from './source-format.ts';
