import type { Size } from '../../geometry/size.ts';
import { frame, metadata, type Part, type PartsOf } from './part.ts';

/** Bytes of a value of each type: TIFF 6.0, section 2, its supplements and BigTIFF. */
const typeBytes = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 0, 0, 8, 8, 8];

const [imageWidth, imageLength] = [256, 257];

/** Layers of Photoshop: as large as pixels, and as honest. Of each directory libtiff takes the first. */
const imageSourceData = 37_724;

interface Layout {
  readonly offsetBytes: 4 | 8;
  readonly countBytes: 2 | 8;
  readonly entryBytes: 12 | 20;
  readonly firstOffsetAt: 4 | 8;
}

const classic: Layout = { offsetBytes: 4, countBytes: 2, entryBytes: 12, firstOffsetAt: 4 };
const big: Layout = { offsetBytes: 8, countBytes: 8, entryBytes: 20, firstOffsetAt: 8 };

/**
 * The directories of a TIFF (TIFF 6.0, section 2), one for each page, and their values. All are read before the
 * number of pages is known. Values may overlap: a kilobyte of entries can have the same megabytes read many times.
 */
export const tiffParts: PartsOf = function* (file) {
  const read = reader(file);
  const layout = read(2, 2) === 43 ? big : classic;
  const seen = new Set<number>();
  let at = read(layout.firstOffsetAt, layout.offsetBytes);
  while (at > 0 && at < file.length && !seen.has(at)) {
    seen.add(at);
    const entries = at + layout.countBytes;
    const end = entries + read(at, layout.countBytes) * layout.entryBytes;
    const directory = { entries, end: Math.min(end, file.length) };
    yield seen.size === 1 ? { ...frame, size: sizeOf(read, layout, directory) } : frame;
    yield* valuesIn(file, read, layout, directory);
    at = read(end, layout.offsetBytes);
  }
};

function* valuesIn(
  file: Buffer,
  read: Reader,
  { offsetBytes, entryBytes }: Layout,
  { entries, end }: Directory,
): Generator<Part> {
  let hasLayers = false;
  for (let entry = entries; entry < end; entry += entryBytes) {
    const isLayers: boolean = read(entry, 2) === imageSourceData && !hasLayers;
    const bytes = read(entry + 4, offsetBytes) * (typeBytes[read(entry + 2, 2)] ?? 0);
    // What the file has no room for is damage, and libtiff does not read it.
    yield metadata(isLayers || bytes > file.length ? 0 : bytes);
    hasLayers ||= isLayers;
  }
}

/** Where its entries begin and end. */
interface Directory {
  readonly entries: number;
  readonly end: number;
}

/** Of the first page, before libtiff makes room for a row or a tile of it. */
const sizeOf = (read: Reader, { offsetBytes, entryBytes }: Layout, { entries, end }: Directory): Size => {
  const side = (wanted: number) => {
    for (let entry = entries; entry < end; entry += entryBytes) {
      const bytes = typeBytes[read(entry + 2, 2)];
      const at = entry + 4 + offsetBytes;
      if (read(entry, 2) === wanted) return bytes === 2 || bytes === 4 || bytes === 8 ? read(at, bytes) : 0;
    }
    return 0;
  };
  return { width: side(imageWidth), height: side(imageLength) };
};

type Reader = (at: number, bytes: 2 | 4 | 8) => number;

/** Numbers in the file's own byte order; 0 beyond its end. */
const reader = (file: Buffer): Reader => {
  const little = file[0] === 0x49;
  return (at, bytes) => {
    if (at + bytes > file.length) return 0;
    if (bytes === 8) return Number(little ? file.readBigUInt64LE(at) : file.readBigUInt64BE(at));
    return little ? file.readUIntLE(at, bytes) : file.readUIntBE(at, bytes);
  };
};
