/** Starts the payload of every segment in which Photoshop keeps its image resources, IPTC's among them. */
export const photoshopMarker = Buffer.from('Photoshop 3.0\0', 'latin1');

const app13 = 0xed;
const startOfScan = 0xda;
const endOfImage = 0xd9;

/** Sixteen full segments. IPTC stands at the start; what fills more are thumbnails and paths. */
const maxBytes = 1024 * 1024;

/**
 * Photoshop's image resources in a JPEG. One segment holds 64 KiB, so large ones go on in the next, and programs append
 * segments of their own: all of them are one block. libvips hands out only the first, and whatever else has the
 * same number, such as Adobe's colour settings.
 */
export const photoshopInJpeg = (jpeg: Uint8Array): Uint8Array | undefined => {
  const parts: Buffer[] = [];
  let bytes = 0;
  for (const { marker, payload } of segmentsBeforeScan(jpeg)) {
    if (marker !== app13 || !payload.subarray(0, photoshopMarker.length).equals(photoshopMarker)) continue;
    const part = payload.subarray(photoshopMarker.length);
    bytes += part.length;
    if (bytes > maxBytes) break;
    parts.push(part);
  }
  return parts.length === 0 ? undefined : Buffer.concat([photoshopMarker, ...parts]);
};

/** A segment is its marker and its length, which counts itself: ITU-T T.81, section B.1.1.4. */
function* segmentsBeforeScan(jpeg: Uint8Array): Generator<{ marker: number; payload: Buffer }> {
  const file = Buffer.from(jpeg.buffer, jpeg.byteOffset, jpeg.byteLength);
  let at = 2;
  while (at + 4 <= file.length && file[at] === 0xff) {
    const marker = file.readUInt8(at + 1);
    if (marker === 0xff) {
      // Any number of fill bytes may come before a marker.
      at += 1;
      continue;
    }
    const end = at + 2 + file.readUInt16BE(at + 2);
    if (marker === startOfScan || marker === endOfImage || end > file.length) return;
    yield { marker, payload: file.subarray(at + 4, Math.max(end, at + 4)) };
    at = Math.max(end, at + 4);
  }
}
