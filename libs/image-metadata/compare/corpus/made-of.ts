import { jpegWithExif } from '../../testing/images.ts';
import { tiffBlock, type TiffBlock } from '../../testing/tiff-block.ts';

/** Files by what is special about them. Every run makes the same ones. */
export type Corpus = Readonly<Record<string, () => Buffer | Promise<Buffer>>>;

/** A JPEG with these tags in its EXIF. */
export const exif = (block: TiffBlock) => () => jpegWithExif(tiffBlock(block));
