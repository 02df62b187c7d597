import fc from 'fast-check';
import {
  ascii,
  byte,
  double,
  long,
  rational,
  raw,
  short,
  signedRational,
  tiffBlock,
} from '../../testing/tiff-block.ts';
import { noTags } from './exif-tags.ts';
import { readExifTags } from './read-exif-tags.ts';

const [make, model, fNumber, iso, latitude] = [0x010f, 0x0110, 0x829d, 0x8827, 2];

describe('readExifTags', () => {
  it.each(['little', 'big'] as const)('reads all kinds of values, %s-endian', async (byteOrder) => {
    const block = tiffBlock({
      byteOrder,
      ifd0: [ascii(make, 'Canon'), ascii(model, 'EOS'), short(0x0112, 6)],
      exif: [
        rational(fNumber, 28, 10),
        short(iso, 200, 400),
        signedRational(0x9204, -1, 3),
        double(0x920a, 35.5),
        long(0xa405, 70),
        raw(0x9003, Buffer.from('2024:05:01 10:00:00\0')),
      ],
      gps: [byte(5, 1), ascii(1, 'N'), rational(latitude, 52, 1, 30, 1, 0, 0)],
    });
    const { ifd0, exif, gps } = await readExifTags(block, { gps: true });
    expect(ifd0).toEqual({ [make]: 'Canon\0', [model]: 'EOS\0', 0x0112: 6 });
    expect(exif).toMatchObject({ [fNumber]: 2.8, 0x9204: -1 / 3, 0x920a: 35.5, 0xa405: 70 });
    expect(exif[iso]).toEqual(Uint16Array.of(200, 400));
    expect(Buffer.from(exif[0x9003] as Uint8Array).toString()).toBe('2024:05:01 10:00:00\0');
    expect(gps).toMatchObject({ 1: 'N\0', [latitude]: [52, 30, NaN], 5: Uint8Array.of(1) });
  });

  it('reads text that is no UTF-8', async () => {
    const block = tiffBlock({ ifd0: [ascii(make, Buffer.from('Andr\xe9\0', 'latin1'))] });
    expect((await readExifTags(block, { gps: false })).ifd0[make]).toBe('André\0');
  });

  it('reads named tags only', async () => {
    const block = tiffBlock({
      ifd0: [ascii(make, 'Canon'), ascii(0x013c, 'my-laptop')],
      exif: [ascii(0xa431, 'serial'), raw(0x927c, Buffer.alloc(100)), raw(0x9286, Buffer.alloc(100))],
    });
    expect(await readExifTags(block, { gps: false })).toEqual({ ...noTags, ifd0: { [make]: 'Canon\0' } });
  });

  it('does not parse GPS tags unless they are wanted', async () => {
    const block = tiffBlock({ gps: [rational(latitude, 52, 1, 30, 1, 0, 1)] });
    expect((await readExifTags(block, { gps: true })).gps[latitude]).toEqual([52, 30, 0]);
    expect((await readExifTags(block, { gps: false })).gps).toEqual({});
  });

  it.each([
    ['that lies outside the block', { offset: 100_000 }],
    ['that begins inside the block and ends outside', { count: 5000 }],
    ['of four thousand million letters', { count: 0xffff_ffff }],
    ['of a type that does not exist', { type: 14 }],
    ['of type 0', { type: 0 }],
    ['of length 0', { count: 0 }],
  ])('leaves out a value %s and keeps its neighbours', async (_name, lie) => {
    const block = tiffBlock({ ifd0: [{ ...ascii(make, 'Canon'), ...lie }, ascii(model, 'EOS 5D')] });
    const { ifd0 } = await readExifTags(block, { gps: false });
    expect(ifd0).toEqual({ [model]: 'EOS 5D\0' });
  });

  it('leaves out a value that no honest EXIF has room for', async () => {
    const fits = ascii(make, 'x'.repeat(65_535));
    const tooLong = ascii(model, 'x'.repeat(65_536));
    const { ifd0 } = await readExifTags(tiffBlock({ ifd0: [fits, tooLong] }), { gps: false });
    expect(ifd0[make]).toHaveLength(65_536);
    expect(ifd0[model]).toBeUndefined();
  });

  it("does not read on into the memory behind the block, which is another image's", async () => {
    const block = tiffBlock({ ifd0: [{ ...ascii(make, 'Canon'), count: 60 }, ascii(model, 'EOS 5D')] });
    const pool = Buffer.concat([block, Buffer.from('SECRET'.repeat(100))]);
    const { ifd0 } = await readExifTags(pool.subarray(0, block.length), { gps: false });
    expect(ifd0).toEqual({ [model]: 'EOS 5D\0' });
  });

  it.each([
    ['a first directory outside', Buffer.from('II*\0\xff\xff\xff\x7f', 'latin1')],
    ['nothing but a header', Buffer.from('MM\0*\0\0\0\x08', 'latin1')],
    ['a directory that points into the header', Buffer.from('MM\0*\0\0\0\0', 'latin1')],
    ['nothing', Buffer.alloc(0)],
  ])('finds no tags in %s', async (_name, block) => {
    expect(await readExifTags(block, { gps: true })).toEqual(noTags);
  });

  it('keeps the other directories when one is damaged', async () => {
    const block = tiffBlock({
      ifd0: [ascii(make, 'Canon'), long(0x8769, 0x7fff_ffff)],
      gps: [rational(latitude, 52, 1)],
    });
    const { ifd0, gps } = await readExifTags(block, { gps: true });
    expect(ifd0[make]).toBe('Canon\0');
    expect(gps[latitude]).toBe(52);
  });

  it('ends with some tags or none for any bytes behind a header', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), fc.boolean(), async (bytes, gps) => {
        const block = Buffer.concat([Buffer.from('II*\0\x08\0\0\0', 'latin1'), bytes]);
        expect(Object.keys(await readExifTags(block, { gps }))).toEqual(['ifd0', 'exif', 'gps']);
      }),
    );
  });
});
