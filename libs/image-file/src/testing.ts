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
export { tiffOf, type TiffPage } from './testing/tiff.ts';
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
