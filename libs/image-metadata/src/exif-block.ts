/**
 * The TIFF structure in a block of EXIF: the block itself, or what is behind a marker.
 *
 * The block comes from libvips, which has found it on the way to the header, rather than from a search by exifr:
 * exifr knows no WebP, misreads AVIF, follows an AVIF box of length 0 in circles, and keeps every chunk of a PNG.
 */
export const tiffIn = (block: Uint8Array): Uint8Array | undefined => {
  const tiff = startsWith(block, marker) ? block.subarray(marker.length) : block;
  return tiffStarts.some((start) => startsWith(tiff, start)) ? tiff : undefined;
};

/** Precedes the TIFF structure in a JPEG segment, and often elsewhere: EXIF 2.32, section 4.7.2. */
const marker = Buffer.from('Exif\0\0', 'latin1');

/** Both byte orders: TIFF 6.0, page 13. BigTIFF, which counts in 64 bits, is not read. */
const tiffStarts = [Buffer.from('II*\0', 'latin1'), Buffer.from('MM\0*', 'latin1')];

const startsWith = (bytes: Uint8Array, start: Uint8Array) =>
  Buffer.compare(bytes.subarray(0, start.length), start) === 0;
