import { readImageFile } from '../read-image-file.ts';
import { tiffOf, type TiffPage } from '../testing/tiff.ts';

const shape = { 256: 32, 257: 32, 258: 8, 262: 1, 277: 1 };
const strips = { ...shape, 278: 8 };
const tiles = { ...shape, 322: 16, 323: 16 };
const [lzw, packBits] = [5, 32_773];
const four = (bytes = 80): readonly Buffer[] => Array.from({ length: 4 }, () => Buffer.alloc(bytes, 1));

const outcomeOf = (page: TiffPage): unknown => {
  try {
    return readImageFile(tiffOf(page)).format;
  } catch (error) {
    const { code, context } = error as { code: string; context: object };
    return { code, ...context };
  }
};
const damaged = { code: 'corrupt', format: 'tiff', part: 'pixels' };

describe.each([
  ['strips', strips, 273, 279, false],
  ['tiles', tiles, 324, 325, true],
] as const)('%s of a TIFF', (_, tags, offsets, bytes, tiled) => {
  const page = (more: TiffPage['tags'] = {}, pieces = four()): TiffPage => ({
    tags: { ...tags, ...more },
    pieces,
    tiled,
  });
  const told = (...values: readonly number[]) => ({ long: values });

  it('are there', () => {
    expect(outcomeOf(page())).toBe('tiff');
  });

  it.each<[string, TiffPage]>([
    ['one lies outside the file', page({ [offsets]: told(8, 88, 168, 99_999) })],
    ['one is cut off', page({ [bytes]: told(80, 80, 80, 99_999) })],
    ['one is nowhere', page({ [offsets]: told(8, 0, 168, 248) })],
    ['fewer are told of than there have to be', page({ [offsets]: told(8, 88, 168) })],
    [
      'one ends in zeros that its compression never has',
      page({ 259: lzw }, [...four().slice(1), Buffer.alloc(80)]),
    ],
  ])('are damaged when %s', (_name, broken) => {
    expect(outcomeOf(broken)).toEqual(damaged);
  });

  it.each<[string, TiffPage]>([
    [
      'they end in zeros that their compression may have',
      page({ 259: packBits }, [...four().slice(1), Buffer.alloc(80)]),
    ],
    [
      'they are black',
      page(
        {},
        four().map(({ length }) => Buffer.alloc(length)),
      ),
    ],
    [
      'more are told of',
      page({ [offsets]: told(8, 88, 168, 248, 99_999), [bytes]: told(80, 80, 80, 80, 80) }),
    ],
    ['they share a place', page({ [offsets]: told(8, 8, 8, 8) })],
  ])('are whole though %s', (_name, odd) => {
    expect(outcomeOf(odd)).toBe('tiff');
  });

  it('may be left out on purpose, which is named', () => {
    const sparse = page({
      [offsets]: told(8, 0, 168, 248),
      [bytes]: told(80, 0, 80, 80),
      42_113: Buffer.from('0\0'),
    });
    expect(outcomeOf(sparse)).toEqual({ code: 'unsupported-format', recognised: 'TIFF with tiles left out' });
  });
});

describe('one strip that is not compressed', () => {
  it('may say any number of bytes, since libtiff works it out', () => {
    expect(outcomeOf({ tags: { ...shape, 279: { long: [99_999] } }, pieces: four(1024).slice(3) })).toBe(
      'tiff',
    );
  });
});
