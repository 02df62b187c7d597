import { tiffDirectories, type TiffPageDirectory } from '../containers/tiff-directories.ts';
import { tiffTags } from '../headers/tiff-tags.ts';
import { unmetered } from '../refusal/meter.ts';

/** Values that libtiff knows (TIFF 6.0, section 8), and what the pixels are without one of them. */
const known: readonly (readonly [tag: number, largest: number, instead: number])[] = [
  [tiffTags.orientation, 8, 1],
  [tiffTags.fillOrder, 2, 1],
  [tiffTags.resolutionUnit, 3, 2],
];

/** As many tags as libtiff believes of a directory: `TIFFFetchDirectory` of libtiff 4.7. */
const maxTags = 4096;

/**
 * A TIFF that libtiff opens without an error: the same bytes, or a copy in which
 * - tags that say nothing of the pixels have a value that there is: an orientation of 0 is common, and is an error
 * - the last page leads nowhere instead of out of the file, into nothing or back
 *
 * Errors of decoding have to be errors, and libvips does not tell these from them.
 * @param bytes of a file that has been read already, and whose pages have been counted then
 */
export const tiffForDecoders = (bytes: Uint8Array): Uint8Array => {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const pages = [...pagesOf(file)];
  const changes = pages.flatMap((page, n) => [
    ...known.flatMap(([tag, largest, instead]) => {
      const [value, number] = [page.value(tag), page.number(tag)];
      return value && number !== undefined && (number < 1 || number > largest) ? [{ value, instead }] : [];
    }),
    ...(n === pages.length - 1 && page.next.some((byte) => byte !== 0)
      ? [{ value: page.next, instead: 0 }]
      : []),
  ]);
  if (changes.length === 0) return bytes;
  const copy = Buffer.from(file);
  const isLittle = file[0] === 0x49;
  for (const { value, instead } of changes) {
    const at = value.byteOffset - file.byteOffset;
    copy.fill(0, at, at + value.length);
    copy[isLittle ? at : at + value.length - 1] = instead;
  }
  return copy;
};

/** Up to the first one that libtiff does not take for one. */
function* pagesOf(file: Buffer): Generator<TiffPageDirectory> {
  for (const page of tiffDirectories(file, unmetered)) {
    if (page.tags === 0 || page.tags > maxTags || page.next.length === 0) return;
    yield page;
  }
}
