import {
  gifWithXmp,
  hexText,
  picture,
  pngChunk,
  pngWithChunks,
  textChunk,
  webpWithChunk,
} from '../testing/images.ts';
import { dataSet, iptcBlock, jpegWithIptc } from '../testing/iptc.ts';
import { metadataBlocks } from './metadata-blocks.ts';

const found = { exif: Buffer.from('exif'), iptc: Buffer.from('iptc'), xmp: Buffer.from('xmp') };
const block = iptcBlock(dataSet('2:5', 'Gate'));

describe('metadataBlocks', () => {
  it.each(['avif', 'heic'] as const)('takes what libvips found in %s', (format) => {
    expect(metadataBlocks(Buffer.alloc(0), { format, blocks: found })).toEqual(found);
  });

  it("takes Photoshop's segments of a JPEG, whatever else libvips calls IPTC", async () => {
    const jpeg = await jpegWithIptc(block);
    expect(metadataBlocks(jpeg, { format: 'jpeg', blocks: found })).toEqual({ ...found, iptc: block });
    const { exif, xmp } = found;
    expect(metadataBlocks(await picture().jpeg().toBuffer(), { format: 'jpeg', blocks: found })).toEqual({
      exif,
      xmp,
    });
  });

  it('adds to what libvips found in a PNG', async () => {
    const profile = textChunk('Raw profile type iptc', hexText('iptc', Buffer.from('own')));
    const png = await pngWithChunks(pngChunk('eXIf', Buffer.from('own')), profile);
    expect(metadataBlocks(png, { format: 'png', blocks: { exif: found.exif } })).toEqual({
      exif: found.exif,
      iptc: Buffer.from('own'),
    });
  });

  it('takes a TIFF file for its own EXIF', () => {
    const tiff = Buffer.from('II*\0');
    expect(metadataBlocks(tiff, { format: 'tiff', blocks: { xmp: found.xmp } })).toEqual({
      exif: tiff,
      xmp: found.xmp,
    });
  });

  it('looks for XMP in a GIF, and in a WebP where libvips found none', async () => {
    expect(metadataBlocks(await gifWithXmp('<x/>'), { format: 'gif', blocks: {} })).toEqual({
      xmp: Buffer.from('<x/>'),
    });
    const webp = await webpWithChunk('XMP\0', Buffer.from('<x/>'));
    expect(metadataBlocks(webp, { format: 'webp', blocks: {} })).toEqual({ xmp: Buffer.from('<x/>') });
    expect(metadataBlocks(webp, { format: 'webp', blocks: found })).toEqual(found);
  });
});
