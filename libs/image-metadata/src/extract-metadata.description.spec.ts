import fc from 'fast-check';
import type { Sharp } from 'sharp';
import { gifWithXmp, jpegWithExif, picture } from '../testing/images.ts';
import { dataSet, iptcBlock, jpegWithIptc, md5, photoshopBlock, utf8Mark } from '../testing/iptc.ts';
import { ascii, tiffBlock } from '../testing/tiff-block.ts';
import { alternatives, list, xmpPacket } from '../testing/xmp.ts';
import { extractMetadata } from './extract-metadata.ts';

const packet = xmpPacket(
  [
    alternatives('title', { de: 'Tor', 'x-default': 'Gate' }),
    alternatives('description', { 'x-default': 'The gate\n at &quot;dusk&quot;' }),
    alternatives('rights', { 'x-default': '© André' }),
    list('creator', 'Seq', 'André', '東京'),
    list('subject', 'Bag', 'gate', 'dusk', 'gate'),
  ].join('\n'),
);
const fromXmp = {
  title: 'Gate',
  caption: 'The gate at "dusk"',
  creator: ['André', '東京'],
  rights: '© André',
  keywords: ['gate', 'dusk'],
};

const sets = [
  utf8Mark,
  dataSet('2:5', 'Tor 東京'),
  dataSet('2:120', 'Das Tor'),
  dataSet('2:80', 'Ann'),
  dataSet('2:116', 'Ann, 2024'),
  dataSet('2:25', 'Tor'),
  dataSet('2:25', 'Abend'),
];
const fromIptc = {
  title: 'Tor 東京',
  caption: 'Das Tor',
  creator: ['Ann'],
  rights: 'Ann, 2024',
  keywords: ['Tor', 'Abend'],
};

const descriptionIn = async (bytes: Buffer) => (await extractMetadata(bytes)).description;

describe('extractMetadata, of descriptions', () => {
  it.each([
    ['jpeg', (image: Sharp) => image.jpeg()],
    ['png', (image: Sharp) => image.png()],
    ['webp', (image: Sharp) => image.webp()],
    ['avif', (image: Sharp) => image.avif({ effort: 0 })],
    ['tiff', (image: Sharp) => image.tiff()],
  ])('reads the XMP of a %s', async (_format, encode) => {
    expect(await descriptionIn(await encode(picture().withXmp(packet)).toBuffer())).toEqual(fromXmp);
  });

  it('reads the IPTC of a JPEG', async () => {
    expect(await descriptionIn(await jpegWithIptc(iptcBlock(...sets)))).toEqual(fromIptc);
  });

  it('prefers XMP, unless a digest shows that IPTC alone was edited', async () => {
    const iptc = Buffer.concat(sets);
    const withDigest = (digest: Buffer) =>
      photoshopBlock([
        [0x0404, iptc],
        [0x0425, digest],
      ]);
    expect(await descriptionIn(await jpegWithIptc(iptcBlock(...sets), packet))).toEqual(fromXmp);
    expect(await descriptionIn(await jpegWithIptc(withDigest(md5(iptc)), packet))).toEqual(fromXmp);
    const stale = withDigest(md5(Buffer.from('as it was')));
    expect(await descriptionIn(await jpegWithIptc(stale, packet))).toEqual(fromIptc);
  });

  it('prefers EXIF where it has the field', async () => {
    const block = tiffBlock({ ifd0: [ascii(0x010e, 'From EXIF'), ascii(0x013b, 'Ann; Bob')] });
    expect(await descriptionIn(await jpegWithExif(block))).toEqual({
      caption: 'From EXIF',
      creator: ['Ann', 'Bob'],
    });
  });

  it('reads the XMP of a GIF of thousands of frames, where so many are allowed', async () => {
    const gif = await gifWithXmp(packet);
    // A frame of one pixel: its descriptor, two colours, and a sub-block of clear, 0 and end.
    const frame = Buffer.from('!\xf9\x04\0\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0', 'latin1');
    const at = gif.indexOf('XMP DataXMP') - 3;
    const frames = Buffer.concat(Array<Buffer>(5000).fill(frame));
    const animation = Buffer.concat([gif.subarray(0, at), frames, gif.subarray(at)]);
    const metadata = await extractMetadata(animation, { limits: { maxFrames: 6000 } });
    expect(metadata).toMatchObject({ pages: 5001, description: fromXmp });
  });

  it('keeps the image and all else when XMP is a bomb and IPTC is garbage', async () => {
    const laughs = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>';
    const bomb = `${laughs}${xmpPacket(alternatives('title', { 'x-default': '&b;' }))}`;
    const bytes = await jpegWithIptc(iptcBlock(Buffer.from('garbage')), bomb);
    const metadata = await extractMetadata(bytes);
    expect(metadata).toMatchObject({ format: 'jpeg', width: 24, height: 16 });
    expect(metadata).not.toHaveProperty('description');
  });

  const change = (length: number) =>
    fc.array(fc.record({ at: fc.nat({ max: length - 1 }), to: fc.nat({ max: 255 }) }), {
      minLength: 1,
      maxLength: 12,
    });

  it.each([
    ['XMP', Buffer.from(packet)],
    ['IPTC', iptcBlock(...sets)],
  ])('resolves within its bounds with any bytes of its %s changed', async (_name, block) => {
    const image = await jpegWithIptc(iptcBlock(...sets), packet);
    const start = image.indexOf(block);
    expect(start).toBeGreaterThan(0);
    await fc.assert(
      fc.asyncProperty(change(block.length), async (changes) => {
        const damaged = Buffer.from(image);
        for (const { at, to } of changes) damaged[start + at] = to;
        const { description = {}, ...rest } = await extractMetadata(damaged);
        expect(rest).toMatchObject({ format: 'jpeg', width: 24, height: 16 });
        expect(JSON.parse(JSON.stringify(description))).toEqual(description);
        expect(Object.keys(fromXmp)).toEqual(expect.arrayContaining(Object.keys(description)));
        for (const text of Object.values(description).flat() as unknown[]) {
          expect(typeof text).toBe('string');
          expect(text).toMatch(/^[^\p{Cc}\p{Bidi_Control}]{1,2048}$/u);
        }
      }),
      { numRuns: 200 },
    );
  });
});
