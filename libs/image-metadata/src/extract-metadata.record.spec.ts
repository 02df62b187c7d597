import { jpegWithSegment } from '@image-pipeline/image-file/testing';
import { createInMemoryImageRecordRepository, readyRecord } from '@image-pipeline/image-records/testing';
import fc from 'fast-check';
import { heic } from '../testing/heic.ts';
import { gifWithXmp, picture } from '../testing/images.ts';
import { dataSet, iptcBlock } from '../testing/iptc.ts';
import { ascii, double, rational, signedRational, tiffBlock, type Entry } from '../testing/tiff-block.ts';
import { alternatives, list, xmpPacket } from '../testing/xmp.ts';
import { allowedExif } from './exif/allowed-exif.ts';
import { captureTags, gpsTags } from './exif/exif-tags.ts';
import { extractMetadata } from './extract-metadata.ts';

/** Refuses what a record may not hold, such as NaN or half a surrogate pair, and what is too large for an item. */
const expectStorable = async (bytes: Buffer): Promise<void> => {
  const {
    contentType: _type,
    bytes: _size,
    ...described
  } = await extractMetadata(bytes, { location: 'keep' });
  const { commit } = createInMemoryImageRecordRepository();
  await expect(commit(readyRecord(described))).resolves.toEqual({ outcome: 'committed' });
  expect(Buffer.byteLength(JSON.stringify(described))).toBeLessThan(64_000);
};

/** Bytes, of which many are text of all kinds: whole, halved, hidden, controlling. */
const bytesOrText = (most: number): fc.Arbitrary<Buffer> =>
  fc
    .oneof(
      fc.uint8Array({ maxLength: most }),
      fc.string({ unit: 'binary', maxLength: most }),
      fc.constantFrom(
        '\0',
        '\ud83d',
        '\u202eexe.gpj',
        '9'.repeat(40),
        '1e999',
        '2024:05:01 10:00:00',
        '+99:99',
      ),
    )
    .map((value) => Buffer.from(value as string));

/** Numbers that are none, or that no database takes. */
const oddNumbers: readonly Pick<Entry, 'type' | 'values'>[] = [
  ...[NaN, Infinity, -1e300, 5e-324, 1e17].map((value) => double(0, value, value, value)),
  ...[0, 1, 400, 4_294_967_295].flatMap((value) => [rational(0, value, value, 0), rational(value, 1, 0, 0)]),
  ...[-1, -2_147_483_648].map((value) => signedRational(0, value, 1, value, 1, value, 1)),
];

const valueBytes = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4];

const anyValue: fc.Arbitrary<Omit<Entry, 'tag'>> = fc
  .record({
    type: fc.integer({ min: 0, max: 14 }),
    values: bytesOrText(80),
    lie: fc.option(fc.nat(2 ** 32 - 1), { freq: 8 }),
  })
  .map(({ type, values, lie }) => ({
    type,
    values,
    count: lie ?? Math.floor(values.length / (valueBytes[type] || 1)),
  }));

const entries = (tags: readonly number[]): fc.Arbitrary<Entry[]> =>
  fc.uniqueArray(
    fc
      .tuple(fc.constantFrom(...tags), fc.oneof(anyValue, fc.constantFrom(...oddNumbers)))
      .map(([tag, value]) => ({ ...value, tag })),
    { selector: ({ tag }) => tag, maxLength: 24 },
  );

/** Latitude and longitude come to nothing without them. */
const withLetters = (found: readonly Entry[]): readonly Entry[] => [
  ...found.filter(({ tag }) => tag !== gpsTags.latitudeRef && tag !== gpsTags.longitudeRef),
  ascii(gpsTags.latitudeRef, 'N'),
  ascii(gpsTags.longitudeRef, 'W'),
];

const tagsOf = (ifd: 'ifd0' | 'exif') =>
  Object.values(allowedExif).flatMap((allowed) => (allowed.ifd === ifd ? [allowed.tag] : []));
const exif = fc
  .record({
    ifd0: entries(tagsOf('ifd0')),
    exif: entries([...tagsOf('exif'), ...Object.values(captureTags)]),
    gps: entries(Object.values(gpsTags)).map(withLetters),
  })
  .map(tiffBlock);

const iptc = fc
  .array(
    fc.tuple(
      fc.constantFrom<`${number}:${number}`>('1:90', '2:5', '2:25', '2:80', '2:116', '2:120'),
      bytesOrText(300),
    ),
  )
  .map((sets) => iptcBlock(...sets.map(([number, data]) => dataSet(number, data))));

const xmp = fc
  .record({
    title: bytesOrText(300),
    keywords: fc.array(bytesOrText(80), { maxLength: 12 }),
    tail: bytesOrText(60),
  })
  .map(({ title, keywords, tail }) =>
    xmpPacket(
      [
        alternatives('title', { 'x-default': title.toString().replaceAll(/[<&]/g, '&lt;') }),
        list('subject', 'Bag', ...keywords.map((text) => text.toString().replaceAll(/[<&]/g, '&#55357;'))),
        tail.toString(),
      ].join(''),
    ),
  );

describe('extractMetadata, of whatever a stranger has written', () => {
  let jpeg: Buffer;
  beforeAll(async () => {
    jpeg = await picture().jpeg().toBuffer();
  });
  const described = (block: Buffer, iptcResources: Buffer, packet: string) => {
    const withXmp = jpegWithSegment(jpeg, 0xe1, Buffer.from(`http://ns.adobe.com/xap/1.0/\0${packet}`));
    const withIptc = jpegWithSegment(withXmp, 0xed, iptcResources);
    return jpegWithSegment(withIptc, 0xe1, Buffer.concat([Buffer.from('Exif\0\0'), block]));
  };

  it('fits into a record: JPEG', async () => {
    await fc.assert(
      fc.asyncProperty(exif, iptc, xmp, async (block, resources, packet) => {
        await expectStorable(described(block, resources, packet));
      }),
      { numRuns: 100 },
    );
  });

  it('fits into a record: HEIC and GIF', async () => {
    await fc.assert(
      fc.asyncProperty(exif, xmp, async (block, packet) => {
        await expectStorable(heic({ exif: block, xmp: packet }));
        await expectStorable(await gifWithXmp(packet));
      }),
      { numRuns: 40 },
    );
  });

  it('fits into a record when every text is longer than its bound, in letters of four bytes', async () => {
    const long = '𝒜'.repeat(3000);
    const texts = Object.values(allowedExif).filter(({ kind }) => kind === 'text');
    const inDirectory = (ifd: 'ifd0' | 'exif') =>
      texts.flatMap((allowed) => (allowed.ifd === ifd ? [ascii(allowed.tag, long)] : []));
    const properties = [
      ...['title', 'description', 'rights'].map((name) => alternatives(name, { 'x-default': long })),
      list('creator', 'Seq', ...Array.from({ length: 20 }, (_, n) => `${n}${long.slice(0, 600)}`)),
      list('subject', 'Bag', ...Array.from({ length: 120 }, (_, n) => `${n}${long.slice(0, 200)}`)),
    ];
    const ofExif = tiffBlock({ ifd0: inDirectory('ifd0'), exif: inDirectory('exif') });
    for (const exifBlock of [ofExif, undefined]) {
      await expectStorable(
        heic({ ...(exifBlock && { exif: exifBlock }), xmp: xmpPacket(properties.join('')) }),
      );
    }
  });
});
