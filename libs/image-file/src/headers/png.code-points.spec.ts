import fc from 'fast-check';
import { headerOf, picture } from '../../test/pictures.ts';
import { pngWithCodePoints } from '../testing/code-points.ts';
import { pngChunk } from '../testing/png.ts';
import { readPng } from './png.ts';

const pngCodePoints = (bytes: Buffer) => headerOf(readPng, bytes)?.codePoints;

const displayP3 = { primaries: 12, transfer: 13 };
const headBytes = 33;

describe('readPng, looking for code points', () => {
  let png: Buffer;
  beforeAll(async () => {
    png = await picture().png().toBuffer();
  });
  const withChunks = (...chunks: readonly Buffer[]) =>
    Buffer.concat([png.subarray(0, headBytes), ...chunks, png.subarray(headBytes)]);

  it('reads them from their chunk, in a view into a larger buffer too', () => {
    const file = pngWithCodePoints(png, 12, 13, 0, 1);
    expect(pngCodePoints(file)).toEqual(displayP3);
    const pool = Buffer.concat([Buffer.alloc(7), file, Buffer.alloc(7)]);
    expect(pngCodePoints(pool.subarray(7, 7 + file.length))).toEqual(displayP3);
  });

  it('finds them behind other chunks, as many as the meter allows', () => {
    const file = pngWithCodePoints(png, 12, 13, 0, 1);
    const behind = (chunks: number) =>
      Buffer.concat([
        file.subarray(0, headBytes),
        ...Array.from({ length: chunks }, () => pngChunk('tEXt', Buffer.from('a\0b'))),
        file.subarray(headBytes),
      ]);
    expect(pngCodePoints(behind(20))).toEqual(displayP3);
    expect(pngCodePoints(behind(1000))).toEqual(displayP3);
    expect(() => pngCodePoints(behind(65_536))).toThrow(expect.objectContaining({ code: 'too-many-bytes' }));
  });

  it.each([
    ['no such chunk', () => png],
    ['a matrix, which RGB has none of', () => pngWithCodePoints(png, 12, 13, 1, 1)],
    ['the narrow range of video', () => pngWithCodePoints(png, 12, 13, 0, 0)],
    ['a chunk that is too short', () => pngWithCodePoints(png, 12, 13, 0)],
    ['an empty chunk', () => pngWithCodePoints(png)],
    [
      'a chunk that ends behind the file',
      () => pngWithCodePoints(png, 12, 13, 0, 1).subarray(0, headBytes + 13),
    ],
    ['a chunk behind the pixels', () => Buffer.concat([png, pngChunk('cICP', Buffer.from([12, 13, 0, 1]))])],
    ['nothing', () => Buffer.alloc(0)],
  ])('finds none in %s', (_, file) => {
    expect(pngCodePoints(file())).toBeUndefined();
  });

  it('takes any bytes', () => {
    const file = withChunks(pngChunk('cICP', Buffer.from([12, 13, 0, 1])));
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(80), fc.nat(255)), { maxLength: 8 }),
        fc.nat(file.length),
        (changes, length) => {
          const damaged = Buffer.from(file);
          for (const [at, value] of changes) damaged[at] = value;
          const found = pngCodePoints(damaged.subarray(0, length));
          if (found !== undefined)
            expect([found.primaries, found.transfer].every((n) => n <= 255)).toBe(true);
        },
      ),
    );
  });
});
