/**
 * The XMP packet of a WebP under the name that ImageMagick gave its chunk for years: with a NUL for the blank at the
 * end, which no other reader takes for XMP.
 */
export const misnamedXmpInWebp = (webp: Uint8Array): Uint8Array | undefined => {
  const file = Buffer.from(webp.buffer, webp.byteOffset, webp.byteLength);
  let at = riffHeaderBytes;
  for (let chunk = 0; chunk < maxChunks && at + chunkHeaderBytes <= file.length; chunk++) {
    const data = at + chunkHeaderBytes;
    const end = data + file.readUInt32LE(at + 4);
    if (end > file.length) return undefined;
    if (file.toString('latin1', at, at + 4) === 'XMP\0') return file.subarray(data, end);
    at = end + (end % 2);
  }
  return undefined;
};

/** RIFF container: WebP Container Specification, section "RIFF file format". Chunks begin at even offsets. */
const riffHeaderBytes = 12;
const chunkHeaderBytes = 8;

/** One for each of a thousand frames, the most that an image may have, and a dozen beside. */
const maxChunks = 1100;
