export {
  avifWithCodePoints,
  heifWithCodePointsForProfile,
  pngWithCodePoints,
} from './testing/code-points.ts';
export {
  box,
  gifWithPacket,
  jpegSegment,
  jpegWithSegment,
  webpChunk,
  webpOfChunks,
} from './testing/containers.ts';
export {
  greyAvifOfAlpha,
  heicWithTiles,
  metaBoxes,
  withBrands,
  withMeta,
  withProperties,
} from './testing/heif.ts';
export { greyJpeg } from './testing/jpeg.ts';
export { orderedTiffOf, tiffOf, type ByteOrder, type TiffPage } from './testing/tiff.ts';
export { tiffCodecs } from './testing/tiff-codecs.ts';
export { tiffOfPixels, tiffPageOf, type Raster, type TiffForm } from './testing/tiff-pixels.ts';
export { displayP3Avif, heicFiles } from './testing/sample-files.ts';
export {
  compressedTextChunk,
  hexText,
  pngChunk,
  pngOf,
  pngWith,
  pngWithBehind,
  profileText,
  textChunk,
} from './testing/png.ts';
