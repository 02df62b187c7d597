import { compressedTextChunk, hexText, jpegWithSegment } from '@image-pipeline/image-file/testing';
import { heic } from '../../testing/heic.ts';
import { gifWithXmp, picture, pngWithChunks, tiffImage, webpWithChunk } from '../../testing/images.ts';
import { dataSet, iptcBlock, jpegWithIptc, md5, photoshopBlock, utf8Mark } from '../../testing/iptc.ts';
import { ascii, long, raw, tiffBlock } from '../../testing/tiff-block.ts';
import { alternatives, list, xmpPacket } from '../../testing/xmp.ts';
import type { Corpus } from './made-of.ts';

const xmp =
  (...properties: readonly string[]) =>
  () =>
    picture()
      .withXmp(xmpPacket(properties.join('\n')))
      .jpeg()
      .toBuffer();

const iptc =
  (...sets: readonly Buffer[]) =>
  () =>
    jpegWithIptc(iptcBlock(...sets));

const packet = xmpPacket(
  [
    alternatives('title', { 'x-default': 'Gate', de: 'Tor' }),
    alternatives('description', { 'x-default': 'The gate\n at &quot;dusk&quot; &amp; dawn' }),
    alternatives('rights', { 'x-default': '© André' }),
    list('creator', 'Seq', 'André', '東京'),
    list('subject', 'Bag', 'gate', 'dusk', 'gate', '007', '1e3'),
  ].join('\n'),
);
const sets = [
  utf8Mark,
  dataSet('2:5', 'Tor'),
  dataSet('2:25', 'Tor'),
  dataSet('2:25', 'Abend'),
  dataSet('2:80', 'Ann'),
  dataSet('2:80', 'Bob'),
  dataSet('2:116', 'Ann, 2024'),
  dataSet('2:120', 'Das Tor\r\nam Abend'),
];
const all = Buffer.concat(sets);
const withDigest = (digest: Buffer) =>
  photoshopBlock([
    [0x0404, all],
    [0x0425, digest],
  ]);
const exifBlock = tiffBlock({
  ifd0: [ascii(0x010e, 'From EXIF'), ascii(0x013b, 'Ann; Bob'), ascii(0x8298, 'EXIF, 2024')],
});
/** Photoshop's, without the marker of a JPEG's segment. */
const resources = withDigest(md5(Buffer.from('as it was'))).subarray(14);

const asLongs = (tag: number, bytes: Buffer) =>
  long(
    tag,
    ...Array.from({ length: Math.ceil(bytes.length / 4) }, (_, n) =>
      Buffer.concat([bytes, Buffer.alloc(3)]).readUInt32BE(n * 4),
    ),
  );

const longCaption = 'The gate at dusk, seen from the east. '.repeat(80);

const xmpOf = (caption: string) => xmpPacket(alternatives('description', { 'x-default': caption }));

const besideExif =
  (caption: string, packet: string, iptcSets: readonly Buffer[] = []) =>
  async () => {
    const jpeg = await jpegWithIptc(iptcBlock(...iptcSets), packet);
    const block = tiffBlock({ ifd0: [ascii(0x010e, caption)] });
    return jpegWithSegment(jpeg, 0xe1, Buffer.concat([Buffer.from('Exif\0\0'), block]));
  };

export const descriptions: Corpus = {
  'XMP of all': () => picture().withXmp(packet).jpeg().toBuffer(),
  'XMP of one language': xmp(alternatives('title', { de: 'Tor', en: 'Gate' })),
  'XMP in attributes': () =>
    picture().withXmp(xmpPacket('', 'dc:title="Gate" dc:description="At dusk"')).jpeg().toBuffer(),
  'XMP of plain texts': xmp(
    '<dc:title>Gate</dc:title><dc:creator>Ann</dc:creator><dc:subject>gate</dc:subject>',
  ),
  'XMP of CDATA': xmp(
    '<dc:title><rdf:Alt><rdf:li xml:lang="x-default"><![CDATA[<Gate> & more]]></rdf:li></rdf:Alt></dc:title>',
  ),
  'XMP of references': xmp(list('subject', 'Bag', '&#65;&#x1F600;', '&amp;lt;', '&lt;b&gt;')),
  'XMP of odd lists': xmp(list('subject', 'Seq', 'gate', ' ', 'dusk'), list('creator', 'Bag', 'Ann')),
  'XMP of empty values': xmp(alternatives('title', { 'x-default': '' }), list('subject', 'Bag')),
  'XMP, long': xmp(
    alternatives('description', { 'x-default': longCaption }),
    list('subject', 'Bag', 'k'.repeat(100)),
  ),
  'IPTC of all': iptc(...sets),
  'IPTC in Windows-1252': iptc(
    dataSet('2:5', Buffer.from('Andr\xe9', 'latin1')),
    dataSet('2:25', Buffer.from('Caf\xe9', 'latin1')),
  ),
  'IPTC in UTF-8 that nothing marks': iptc(dataSet('2:120', 'André 東京')),
  'IPTC and XMP': () => jpegWithIptc(iptcBlock(...sets), packet),
  'IPTC and XMP, in line': () => jpegWithIptc(withDigest(md5(all)), packet),
  'IPTC edited alone': () => jpegWithIptc(withDigest(md5(Buffer.from('as it was'))), packet),
  'IPTC and EXIF': async () => {
    const jpeg = await jpegWithIptc(iptcBlock(...sets));
    return jpegWithSegment(jpeg, 0xe1, Buffer.concat([Buffer.from('Exif\0\0'), exifBlock]));
  },
  ...Object.fromEntries(
    ['hdr', 'newmode', 'OLYMPUS DIGITAL CAMERA', 'Gate'].flatMap((caption) => [
      [`caption ${caption} of EXIF, another in XMP`, besideExif(caption, xmpOf('The gate at dusk'))],
      [`caption ${caption} of EXIF and XMP, another in IPTC`, besideExif(caption, xmpOf(caption), sets)],
    ]),
  ),
  'title and caption of a machine in XMP': xmp(
    alternatives('title', { 'x-default': 'Untitled-1' }),
    alternatives('description', { 'x-default': 'SONY DSC' }),
  ),
  'IPTC in a second segment': async () => {
    const jpeg = await jpegWithIptc(iptcBlock(dataSet('2:5', 'Gate')));
    return jpegWithSegment(jpeg, 0xed, photoshopBlock([[0x03ed, Buffer.alloc(16)]]));
  },
  'IPTC behind the colour settings of Adobe': async () =>
    jpegWithSegment(
      await jpegWithIptc(iptcBlock(dataSet('2:5', 'Gate'))),
      0xed,
      Buffer.from('Adobe_CM\0\x01\x02'),
    ),
  'IPTC edited alone, cut off at its limits': () => {
    const cut = [
      dataSet('2:25', 'k'.repeat(64)),
      dataSet('2:25', 'new'),
      dataSet('2:120', longCaption.slice(0, 2000)),
    ];
    const block = photoshopBlock([
      [0x0404, Buffer.concat(cut)],
      [0x0425, md5(Buffer.from('as it was'))],
    ]);
    const long = [
      alternatives('description', { 'x-default': longCaption }),
      list('subject', 'Bag', 'k'.repeat(70), 'old'),
    ];
    return jpegWithIptc(block, xmpPacket(long.join('\n')));
  },
  'IPTC edited alone, made shorter': () => {
    const block = photoshopBlock([
      [0x0404, Buffer.concat([dataSet('2:120', 'The gate'), dataSet('2:25', 'gate')])],
      [0x0425, md5(Buffer.from('as it was'))],
    ]);
    return jpegWithIptc(block, packet);
  },
  'IPTC in TIFF': () => tiffImage({ ifd0: [raw(33723, all)] }),
  'IPTC in TIFF, in numbers of four bytes': () =>
    tiffImage({ byteOrder: 'big', ifd0: [asLongs(33723, all)] }),
  'IPTC in TIFF, edited alone': () =>
    tiffImage({ ifd0: [raw(33723, all), raw(34377, resources), raw(700, Buffer.from(packet))] }),
  'IPTC in PNG': () => pngWithChunks(compressedTextChunk('Raw profile type iptc', hexText('iptc', all))),
  'XMP in PNG, as text': () =>
    pngWithChunks(compressedTextChunk('Raw profile type xmp', hexText('xmp', Buffer.from(packet)))),
  'XMP in GIF': () => gifWithXmp(packet),
  'XMP in WebP under another name': () => webpWithChunk('XMP\0', Buffer.from(packet)),
  'XMP in HEIC': () => heic({ xmp: packet }),
};
