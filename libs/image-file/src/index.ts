export type { CodePoints, MetadataBlocks, Orientation } from './headers/header.ts';
export { orientationOf, tiffIn } from './headers/exif-orientation.ts';
export { requireWhole } from './pixels/require-whole.ts';
export type { Region, WholeFile } from './pixels/whole-file.ts';
export { openedFile, readImageFile } from './read-image-file.ts';
export type { ImageFile, ImageHeader } from './read-image-file.ts';
export { recogniseFormat } from './recognition/recognise-format.ts';
export { maxHeifItems } from './recognition/recognise-iso.ts';
export { sourceContentTypes, type Recognised, type SourceFormat } from './source-format.ts';
export {
  ImageFileError,
  ImageRejectedError,
  LimitError,
  rejectionCodes,
  type RejectionCode,
  type RejectionContexts,
} from './refusal/errors.ts';
export {
  defaultFileLimits,
  parseFileLimits,
  refuseExtent,
  type Extent,
  type FileLimits,
} from './refusal/limits.ts';
export type { UploadMistake } from './refusal/upload-mistakes.ts';
export { requireWholeTiff } from './pixels/whole-tiff.ts';
export { heifForDecoders } from './rewriting/heif-for-decoders.ts';
export { tiffForDecoders } from './rewriting/tiff-for-decoders.ts';
export { parseViewBox, type Size } from './svg/svg-size.ts';
export { svgRootOf, textOf } from './svg/svg-text.ts';
