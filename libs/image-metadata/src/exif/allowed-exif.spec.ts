import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import type { TagValue } from '../values/tag-value.ts';
import { allowedExif, pickAllowedExif } from './allowed-exif.ts';
import { noTags } from './exif-tags.ts';

const picked = (ifd: 'ifd0' | 'exif', tag: number, value: TagValue) =>
  pickAllowedExif({ ...noTags, [ifd]: { [tag]: value } });

describe('pickAllowedExif', () => {
  it.each([
    ['Make', 'ifd0', 0x010f, 'Canon\0', 'Canon'],
    ['Model', 'ifd0', 0x0110, 'Canon EOS 5D', 'Canon EOS 5D'],
    ['Software', 'ifd0', 0x0131, 'GIMP', 'GIMP'],
    ['Artist', 'ifd0', 0x013b, 'André', 'André'],
    ['Copyright', 'ifd0', 0x8298, '© 2024', '© 2024'],
    ['Copyright', 'ifd0', 0x8298, 'Ann\0Bob\0', 'Ann Bob'],
    ['ImageDescription', 'ifd0', 0x010e, 'a\nb', 'a b'],
    ['Orientation', 'ifd0', 0x0112, 6, 6],
    ['LensMake', 'exif', 0xa433, 'Sigma', 'Sigma'],
    ['LensModel', 'exif', 0xa434, '35mm', '35mm'],
    ['ExposureTime', 'exif', 0x829a, 1 / 3, 0.3333333],
    ['FNumber', 'exif', 0x829d, Math.fround(2.8), 2.8],
    ['FNumber', 'exif', 0x829d, '2.8\0', 2.8],
    ['ExposureProgram', 'exif', 0x8822, Uint8Array.of(3), 3],
    ['ExposureProgram', 'exif', 0x8822, 0, 0],
    ['ISO', 'exif', 0x8827, new Uint16Array([200, 0]), 200],
    ['ExposureCompensation', 'exif', 0x9204, -2 / 3, -0.6666667],
    ['ExposureCompensation', 'exif', 0x9204, -5e-324, 0],
    ['MeteringMode', 'exif', 0x9207, 5, 5],
    ['LightSource', 'exif', 0x9208, 0, 0],
    ['Flash', 'exif', 0x9209, 16, 16],
    ['FocalLength', 'exif', 0x920a, 50, 50],
    ['FocalLengthIn35mmFormat', 'exif', 0xa405, 75, 75],
    ['ColorSpace', 'exif', 0xa001, 65535, 65535],
    ['ExposureMode', 'exif', 0xa402, 1, 1],
    ['WhiteBalance', 'exif', 0xa403, 1, 1],
    ['DigitalZoomRatio', 'exif', 0xa404, 1.5, 1.5],
    ['SceneCaptureType', 'exif', 0xa406, 2, 2],
  ] as const)('keeps %s', (name, ifd, tag, value, expected) => {
    expect(picked(ifd, tag, value)).toEqual({ [name]: expected });
  });

  it('knows no tag but those above, and the README has them all', () => {
    expect(Object.keys(allowedExif)).toHaveLength(24);
    const readme = readFileSync(`${__dirname}/../../README.md`, 'utf8');
    for (const name of Object.keys(allowedExif)) expect(readme).toContain(`\`${name}\``);
  });

  it.each([
    ['FNumber 0/0', 0x829d, NaN],
    ['FNumber 1/0', 0x829d, Infinity],
    ['FNumber 0, which is unknown', 0x829d, 0],
    ['ISO 0', 0x8827, 0],
    ['ISO 65535, which says that it does not fit', 0x8827, 65535],
    ['a broken ISO', 0x8827, 100.5],
    ['a negative exposure time', 0x829a, -1],
    ['a number too large for DynamoDB', 0x920a, 1e300],
    ['a number too small for DynamoDB', 0x829a, 1e-200],
    ['text that is no number', 0x829d, 'f/2.8'],
    ['numbers of two bytes as raw bytes', 0x8827, Uint8Array.of(0x90, 1)],
    ['no numbers', 0x829d, []],
  ])('leaves out %s', (_name, tag, value) => {
    expect(picked('exif', tag, value)).toEqual({});
  });

  it.each([
    ['ExposureTime', 0x829a, 0.004, 0.004],
    ['FNumber', 0x829d, 2.8, 2.8],
    ['ISO', 0x8827, 200, 200],
    ['FocalLength', 0x920a, 50, 50],
    ['LensModel', 0xa434, '35mm', '35mm'],
  ])('takes %s from the first directory where its own has none, as of TIFF/EP', (name, tag, value, kept) => {
    expect(picked('ifd0', tag, value)).toEqual({ [name]: kept });
    const both = { ...noTags, ifd0: { [tag]: 77 }, exif: { [tag]: value } };
    expect(pickAllowedExif(both)).toEqual({ [name]: kept });
  });

  it('leaves out an orientation that does not exist', () => {
    expect(picked('ifd0', 0x0112, 9)).toEqual({});
    expect(picked('ifd0', 0x0112, 0)).toEqual({});
  });

  it.each([
    ['a serial number', 'exif', 0xa431],
    ['a lens serial number', 'exif', 0xa435],
    ['an owner', 'exif', 0xa430],
    ['an image id', 'exif', 0xa420],
    ['a user comment', 'exif', 0x9286],
    ['a maker note', 'exif', 0x927c],
    ['a serial number of a DNG', 'ifd0', 0xc62f],
    ['a host computer', 'ifd0', 0x013c],
    ['an author of Windows', 'ifd0', 0x9c9d],
  ] as const)('never gives out %s', (_name, ifd, tag) => {
    expect(picked(ifd, tag, 'SECRET')).toEqual({});
  });

  it('reads a tag in its own directory only', () => {
    expect(picked('exif', 0x010f, 'Canon')).toEqual({});
    expect(pickAllowedExif({ ...noTags, gps: { 0x010f: 'Canon', 1: 'N', 2: [52, 30, 0] } })).toEqual({});
  });

  it('stays small and storable whatever the tags hold', () => {
    const value = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 3000, size: 'max' }),
      fc.double(),
      fc.array(fc.double(), { maxLength: 3 }),
      fc.uint8Array({ maxLength: 3000, size: 'max' }),
    );
    const tags = (ifd: 'ifd0' | 'exif') =>
      fc.record(
        Object.fromEntries(
          Object.values(allowedExif).flatMap((allowed) =>
            allowed.ifd === ifd ? [[allowed.tag, value]] : [],
          ),
        ),
      );
    fc.assert(
      fc.property(tags('ifd0'), tags('exif'), (ifd0, exif) => {
        const entries = pickAllowedExif({ ...noTags, ifd0, exif });
        expect(Buffer.byteLength(JSON.stringify(entries))).toBeLessThan(16_384);
        for (const entry of Object.values(entries)) {
          if (typeof entry !== 'string')
            expect(Math.abs(entry) <= 1e6 && (entry === 0 || Math.abs(entry) >= 1e-9)).toBe(true);
        }
      }),
      { numRuns: 50 },
    );
  });
});
