import type { ImageHeader, MetadataBlocks } from '@image-pipeline/image-transform/header';
import { xmpInGif } from './gif-xmp.ts';
import { photoshopInJpeg } from './jpeg-photoshop.ts';
import { profilesInPng } from './png-profiles.ts';
import { misnamedXmpInWebp } from './webp-xmp.ts';

/** The blocks that libvips has found on the way to the header, and those that lie where it does not look. */
export const metadataBlocks = (
  bytes: Uint8Array,
  { format, blocks }: Pick<ImageHeader, 'format' | 'blocks'>,
): MetadataBlocks => {
  switch (format) {
    case 'jpeg':
      return withIptc(blocks, photoshopInJpeg(bytes));
    case 'png':
      return { ...profilesInPng(bytes), ...blocks };
    case 'gif':
      return withXmp(blocks, xmpInGif(bytes));
    case 'webp':
      return withXmp(blocks, blocks.xmp ?? misnamedXmpInWebp(bytes));
    case 'tiff':
      // A TIFF file is the structure that holds EXIF in all others.
      return { ...blocks, exif: bytes };
    default:
      return blocks;
  }
};

const withIptc = ({ iptc: _first, ...blocks }: MetadataBlocks, iptc: Uint8Array | undefined) =>
  iptc ? { ...blocks, iptc } : blocks;

const withXmp = (blocks: MetadataBlocks, xmp: Uint8Array | undefined) => (xmp ? { ...blocks, xmp } : blocks);
