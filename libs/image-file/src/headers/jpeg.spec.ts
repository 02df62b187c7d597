import fc from 'fast-check';
import { headerOf, outcomeOf, picture } from '../../test/pictures.ts';
import { jpegWithSegment } from '../testing/containers.ts';
import { readJpeg } from './jpeg.ts';

const photoshopMarker = Buffer.from('Photoshop 3.0\0', 'latin1');
const photoshopInJpeg = (jpeg: Buffer) => headerOf(readJpeg, jpeg)?.blocks.iptc;

const app13 = 0xed;
const marked = (text: string) => Buffer.concat([photoshopMarker, Buffer.from(text)]);

describe('readJpeg, looking for image resources of Photoshop', () => {
  let jpeg: Buffer;
  beforeAll(async () => {
    jpeg = await picture().jpeg().toBuffer();
  });
  /** The first of the segments comes first in the file. */
  const withSegments = (...segments: readonly (readonly [marker: number, payload: Buffer])[]) =>
    segments.reduceRight((file, [marker, payload]) => jpegWithSegment(file, marker, payload), jpeg);

  it('joins all segments under one marker', () => {
    const file = withSegments(
      [0xe1, marked('of another number')],
      [app13, Buffer.from('Adobe_CM\0...')],
      [app13, marked('first, ')],
      [app13, marked('second')],
    );
    expect(photoshopInJpeg(file)).toEqual(marked('first, second'));
  });

  it('finds them behind fill bytes, and in a view into a larger buffer', () => {
    const file = withSegments([app13, marked('here')]);
    const filled = Buffer.concat([file.subarray(0, 2), Buffer.of(0xff, 0xff), file.subarray(2)]);
    expect(photoshopInJpeg(filled)).toEqual(marked('here'));
    const pool = Buffer.concat([Buffer.alloc(9), file, Buffer.alloc(9)]);
    expect(photoshopInJpeg(pool.subarray(9, 9 + file.length))).toEqual(marked('here'));
  });

  it('keeps the first mebibyte of them', () => {
    const full = Buffer.concat([photoshopMarker, Buffer.alloc(65_000)]);
    const file = withSegments(...Array.from({ length: 20 }, () => [app13, full] as const));
    expect(photoshopInJpeg(file)).toHaveLength(photoshopMarker.length + 16 * 65_000);
  });

  it('finds none where there are none, and none behind the start of the picture', () => {
    expect(photoshopInJpeg(jpeg)).toBeUndefined();
    const trailer = withSegments([app13, marked('here')]).subarray(2, 2 + 4 + marked('here').length);
    expect(photoshopInJpeg(Buffer.concat([jpeg, trailer]))).toBeUndefined();
    expect(photoshopInJpeg(Buffer.concat([Buffer.of(0xff, 0xd8, 0xff, 0xd9), trailer]))).toBeUndefined();
    expect(photoshopInJpeg(withSegments([app13, marked('here')]).subarray(0, 20))).toBeUndefined();
  });

  it('is no picture that ends before its pixels', () => {
    const ended = Buffer.concat([jpeg.subarray(0, 2), Buffer.of(0xff, 0xd9), jpeg.subarray(2)]);
    expect(headerOf(readJpeg, jpeg)).toMatchObject({ width: 24, height: 16 });
    expect(headerOf(readJpeg, ended)).toBeUndefined();
  });

  it('takes any bytes, and never reads beyond them', () => {
    const file = withSegments([app13, marked('here')], [app13, marked('there')]);
    const change = fc.tuple(fc.nat(80), fc.nat(255));
    fc.assert(
      fc.property(fc.array(change, { maxLength: 8 }), fc.nat(file.length), (changes, length) => {
        const damaged = Buffer.from(file);
        for (const [at, value] of changes) damaged[at] = value;
        const alone = Buffer.from(damaged.subarray(0, length));
        expect(outcomeOf(readJpeg, damaged.subarray(0, length))).toEqual(outcomeOf(readJpeg, alone));
      }),
    );
  });
});
