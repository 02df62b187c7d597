export {
  avifWithCodePoints,
  displayP3Avif,
  heifWithCodePointsForProfile,
  pngWithCodePoints,
} from './testing/code-points.ts';
export { box, gifWithPacket, jpegWithSegment, webpChunk, webpOfChunks } from './testing/containers.ts';
export { heicFiles } from './testing/heic-files.ts';
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
