import type { Meter } from '../refusal/meter.ts';

/** One page's tags: TIFF 6.0, section 2. Of a tag that is there more than once the first counts, as in libtiff. */
export interface TiffDirectory {
  /** The first number of a tag's value: bytes, shorts and longs. Undefined when there is none within the file. */
  number(tag: number): number | undefined;
  /** All numbers of a tag's value, as far as they lie within the file: none when there are none. */
  numbers(tag: number): Iterable<number>;
  /** A tag's value as it lies in the file. Undefined when there is none within the file. */
  value(tag: number): Buffer | undefined;
}

/** A directory of the chain of pages. */
export interface TiffPageDirectory extends TiffDirectory {
  /** How many tags it says it has. */
  readonly tags: number;
  /** What leads to the next page, as it lies in the file: zeros at the end. Empty when the file ends before it. */
  readonly next: Buffer;
}

/** Bytes of a value of each type: TIFF 6.0, section 2, its supplements and BigTIFF. */
const typeBytes = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 0, 0, 8, 8, 8];

/** Types whose values are whole numbers from 0: bytes, shorts, longs, pointers and those of BigTIFF. */
const wholeNumbers = new Set([1, 3, 4, 13, 16, 18]);

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
 * The directories of a TIFF structure, one for each page, which EXIF blocks are, too. Decoders read all of them before
 * they know the number of pages. Values may overlap: a kilobyte of entries can have the same megabytes read many times.
 */
export function* tiffDirectories(file: Buffer, meter: Meter): Generator<TiffPageDirectory> {
  const read = reader(file);
  const layout = layoutOf(read);
  const seen = new Set<number>();
  let at = read(layout.firstOffsetAt, layout.offsetBytes);
  while (at > 0 && at < file.length && !seen.has(at)) {
    seen.add(at);
    meter.frame();
    const { entries, end } = entriesAt(file, read, layout, at);
    for (const bytes of costs(entries, file.length)) meter.metadata(bytes);
    const [tags, next] = [read(at, layout.countBytes), file.subarray(end, end + layout.offsetBytes)];
    yield { ...directoryOf(file, read, entries), tags, next };
    at = read(end, layout.offsetBytes);
  }
}

/** Directories that a directory leads to beside the next page: SubIFDs of TIFF/PM6, technical note 1. */
const subDirectoriesTag = 330;

/** Cameras write up to four of them; more is nonsense, and a reason not to search on. */
const maxSubDirectories = 16;

/** The directories beneath a page, of which no decoder here reads one, so they are no frames. */
export function* subDirectories(file: Buffer, page: TiffDirectory): Generator<TiffDirectory> {
  const read = reader(file);
  const layout = layoutOf(read);
  let count = 0;
  for (const at of page.numbers(subDirectoriesTag)) {
    if (++count > maxSubDirectories) return;
    yield directoryOf(file, read, entriesAt(file, read, layout, at).entries);
  }
}

const layoutOf = (read: Reader): Layout => (read(2, 2) === 43 ? big : classic);

const entriesAt = (file: Buffer, read: Reader, layout: Layout, at: number) => {
  const start = at + layout.countBytes;
  const end = start + read(at, layout.countBytes) * layout.entryBytes;
  return { entries: entriesIn(file, read, layout, start, Math.min(end, file.length)), end };
};

interface Entry {
  readonly tag: number;
  readonly type: number;
  /** Of its whole value. */
  readonly bytes: number;
  /** Where its value stands. */
  readonly at: number;
}

/** Again and again from the first one: a directory of a megabyte is not worth a list. */
const entriesIn = (
  file: Buffer,
  read: Reader,
  { offsetBytes, entryBytes }: Layout,
  start: number,
  end: number,
): Iterable<Entry> => ({
  *[Symbol.iterator]() {
    for (let entry = start; entry + entryBytes <= end; entry += entryBytes) {
      const type = read(entry + 2, 2);
      const bytes = read(entry + 4, offsetBytes) * (typeBytes[type] ?? 0);
      const inline = entry + 4 + offsetBytes;
      const at = bytes <= offsetBytes ? inline : read(inline, offsetBytes);
      yield { tag: read(entry, 2), type, bytes, at };
    }
  },
});

function* costs(entries: Iterable<Entry>, fileBytes: number): Generator<number> {
  let hasLayers = false;
  for (const { tag, bytes } of entries) {
    const isLayers: boolean = tag === imageSourceData && !hasLayers;
    // What the file has no room for is damage, and libtiff does not read it.
    yield isLayers || bytes > fileBytes ? 0 : bytes;
    hasLayers ||= isLayers;
  }
}

const directoryOf = (file: Buffer, read: Reader, entries: Iterable<Entry>): TiffDirectory => {
  const find = (wanted: number): Entry | undefined => {
    for (const entry of entries) if (entry.tag === wanted) return entry;
    return undefined;
  };
  const numbers = function* (tag: number): Generator<number> {
    const entry = find(tag);
    const size = entry && wholeNumbers.has(entry.type) ? typeBytes[entry.type] : undefined;
    if (entry === undefined || size === undefined) return;
    const end = Math.min(entry.at + entry.bytes, file.length);
    for (let at = entry.at; at + size <= end; at += size) yield read(at, size as 1 | 2 | 4 | 8);
  };
  return {
    number: (tag) => numbers(tag).next().value as number | undefined,
    numbers,
    value(tag) {
      const entry = find(tag);
      if (entry === undefined || entry.bytes === 0 || entry.at + entry.bytes > file.length) return undefined;
      return file.subarray(entry.at, entry.at + entry.bytes);
    },
  };
};

type Reader = (at: number, bytes: 1 | 2 | 4 | 8) => number;

/** Numbers in the file's own byte order; 0 beyond its end. */
const reader = (file: Buffer): Reader => {
  const little = file[0] === 0x49;
  return (at, bytes) => {
    if (at + bytes > file.length) return 0;
    if (bytes === 8) return Number(little ? file.readBigUInt64LE(at) : file.readBigUInt64BE(at));
    return little ? file.readUIntLE(at, bytes) : file.readUIntBE(at, bytes);
  };
};
