import fc from 'fast-check';
import { headerOf, outcomeOf, picture } from '../../test/pictures.ts';
import { avifWithCodePoints } from '../testing/code-points.ts';
import { box } from '../testing/containers.ts';
import { displayP3Avif, heicFiles } from '../testing/sample-files.ts';
import { readHeif } from './heif.ts';

const heifCodePoints = (bytes: Buffer) => headerOf(readHeif, bytes)?.codePoints;

const displayP3 = { primaries: 12, transfer: 13 };
const full = [0, 0, 0, 0];
const text = (letters: string) => Buffer.from(letters, 'latin1');

const type = box('ftyp', text('mif1'), full);
const size = box('ispe', full, [0, 0, 0, 1, 0, 0, 0, 1]);
const nclx = (primaries: number, transfer: number) =>
  box('colr', text('nclx'), [0, primaries, 0, transfer, 0, 6, 0x80]);
const properties = (...listed: readonly Buffer[]) => box('ipco', ...listed);
/** One row for each item: its number, how many properties it has, and which, by their place in the list. */
const associations = (rows: readonly (readonly number[])[]) =>
  box('ipma', full, [0, 0, 0, rows.length], rows.flat());
const primary = (item: number) => box('pitm', full, [0, item]);
const file = (...parts: readonly Buffer[]) => Buffer.concat([type, box('meta', full, ...parts)]);

const essential = 0x80;
const first = associations([[0, 1, 2, essential | 1, 2]]);

describe('readHeif, looking for code points', () => {
  it('reads those of the primary image, as sharp and avifenc write them', async () => {
    expect(heifCodePoints(displayP3Avif)).toEqual(displayP3);
    const avif = await picture().avif({ effort: 0, lossless: true }).toBuffer();
    expect(heifCodePoints(avif)).toEqual({ primaries: 1, transfer: 13 });
    expect(heifCodePoints(avifWithCodePoints(avif, 9, 16))).toEqual({ primaries: 9, transfer: 16 });
  });

  it('finds none where there are none, or a profile instead', () => {
    expect(heifCodePoints(heicFiles.upright)).toBeUndefined();
    expect(heifCodePoints(heicFiles.displayP3)).toBeUndefined();
  });

  it('asks for the image that is shown, and no other', () => {
    const rows = associations([
      [0, 1, 1, 1],
      [0, 2, 1, 2],
    ]);
    const listed = properties(nclx(9, 16), nclx(12, 13));
    expect(heifCodePoints(file(primary(2), box('iprp', listed, rows)))).toEqual(displayP3);
    expect(heifCodePoints(file(primary(3), box('iprp', listed, rows)))).toBeUndefined();
  });

  it('reads numbers of any width', () => {
    const wide = box('ipma', [1, 0, 0, 1], [0, 0, 0, 1], [0, 1, 0, 0, 1, essential, 2]);
    const parts = box('iprp', properties(size, nclx(12, 13)), wide);
    expect(heifCodePoints(file(box('pitm', [1, 0, 0, 0], [0, 1, 0, 0]), parts))).toEqual(displayP3);
    const large = Buffer.concat([
      type,
      Buffer.from([0, 0, 0, 1]),
      text('skip'),
      Buffer.from([0, 0, 0, 0, 0, 0, 0, 20, 1, 2, 3, 4]),
      file(primary(1), box('iprp', properties(nclx(12, 13)), first)),
    ]);
    expect(heifCodePoints(large)).toEqual(displayP3);
  });

  it('takes the last box to the end where it has no size', () => {
    const open = file(primary(1), box('iprp', properties(nclx(12, 13)), first));
    open.writeUInt32BE(0, type.length);
    expect(heifCodePoints(open)).toEqual(displayP3);
  });

  it('asks the first tile where the whole says nothing', () => {
    const grid = (references: Buffer, rows: readonly (readonly number[])[]) =>
      file(
        primary(9),
        references,
        box('iprp', properties(size, nclx(12, 13), nclx(1, 13)), associations(rows)),
      );
    const tiles = box('iref', full, box('thmb', [0, 3, 0, 1, 0, 9]), box('dimg', [0, 9, 0, 2, 0, 1, 0, 2]));
    const wide = box('iref', [1, 0, 0, 0], box('dimg', [0, 0, 0, 9, 0, 1, 0, 0, 0, 1]));
    const ofTiles = [
      [0, 1, 1, 2],
      [0, 2, 1, 3],
      [0, 9, 1, 1],
    ];
    expect(heifCodePoints(grid(tiles, ofTiles))).toEqual(displayP3);
    expect(heifCodePoints(grid(wide, ofTiles))).toEqual(displayP3);
    expect(heifCodePoints(grid(tiles, [...ofTiles.slice(0, 2), [0, 9, 1, 3]]))).toEqual({
      primaries: 1,
      transfer: 13,
    });
    expect(heifCodePoints(grid(box('iref', full, box('thmb', [0, 9, 0, 1, 0, 1])), ofTiles))).toBeUndefined();
  });

  const listed = properties(nclx(12, 13));
  it.each([
    ['nothing', Buffer.alloc(0)],
    ['no meta box', type],
    ['no primary image', file(box('iprp', listed, first))],
    ['half of a primary image', file(box('pitm', full, [0]), box('iprp', listed, first))],
    ['no properties', file(primary(1))],
    ['no list of properties', file(primary(1), box('iprp', first))],
    ['no associations', file(primary(1), box('iprp', listed))],
    ['associations cut off', file(primary(1), box('iprp', listed, box('ipma', full, [0, 0])))],
    ['associations that end too early', file(primary(1), box('iprp', listed, associations([[0, 1, 9, 1]])))],
    ['a property that is not listed', file(primary(1), box('iprp', listed, associations([[0, 1, 2, 0, 7]])))],
    [
      'half of an nclx',
      file(primary(1), box('iprp', properties(box('colr', text('nclx'), [0, 12, 0])), first)),
    ],
    [
      'more associations than any honest file has',
      file(
        primary(1),
        box('iprp', listed, box('ipma', full, [0, 0, 0, 1, 0, 1, 1, 1], Buffer.alloc(1024 * 1024))),
      ),
    ],
    [
      'more boxes than any honest file has',
      Buffer.concat([
        ...Array<Buffer>(10_000).fill(box('free')),
        file(primary(1), box('iprp', listed, first)),
      ]),
    ],
    [
      'a box of a size that no number holds',
      Buffer.concat([Buffer.from([0, 0, 0, 1]), text('meta'), Buffer.alloc(8, 0xff), file(primary(1))]),
    ],
    ['a box that ends in its header', Buffer.from([0, 0, 0, 1, 0x6d, 0x65, 0x74, 0x61, 0])],
  ])('finds none in %s', (_, bytes) => {
    expect(heifCodePoints(bytes)).toBeUndefined();
  });

  it('cuts and turns the picture in the order of its properties', () => {
    const sides = box('ispe', full, [0, 0, 0, 40, 0, 0, 0, 20]);
    const cut = box('clap', [0, 0, 0, 21, 0, 0, 0, 2], [0, 0, 0, 10, 0, 0, 0, 1], Buffer.alloc(16));
    const turned = (quarters: number) => box('irot', [quarters]);
    const sizeOf = (...listed: readonly Buffer[]) => {
      const rows = associations([[0, 1, listed.length, ...listed.map((_, n) => n + 1)]]);
      const { width, height } = headerOf(
        readHeif,
        file(primary(1), box('iprp', properties(...listed), rows)),
      )!;
      return [width, height];
    };
    expect(sizeOf(sides)).toEqual([40, 20]);
    expect(sizeOf(sides, turned(1))).toEqual([20, 40]);
    expect(sizeOf(sides, turned(2))).toEqual([40, 20]);
    expect(sizeOf(sides, cut, turned(3))).toEqual([10, 11]);
  });

  it('never throws, and never reads beyond the file, whatever a stranger has written', () => {
    const change = fc.tuple(fc.nat(displayP3Avif.length - 1), fc.integer({ min: 0, max: 255 }));
    fc.assert(
      fc.property(fc.array(change, { maxLength: 6 }), fc.nat(displayP3Avif.length), (changes, length) => {
        const damaged = Buffer.from(displayP3Avif);
        for (const [at, value] of changes) damaged[at] = value;
        const copy = Buffer.from(damaged.subarray(0, length));
        expect(outcomeOf(readHeif, damaged.subarray(0, length))).toEqual(outcomeOf(readHeif, copy));
      }),
      { numRuns: 500 },
    );
  });
});

describe('readHeif, looking at what lies beside the picture', () => {
  it('refuses an auxiliary picture that no longer says what it is for: transparency would be lost without a word', async () => {
    const avif = await picture().ensureAlpha(0.5).avif({ effort: 0 }).toBuffer();
    expect(headerOf(readHeif, avif)?.hasAlpha).toBe(true);
    const unnamed = Buffer.from(avif);
    unnamed.fill(0, unnamed.indexOf('auxC'), unnamed.indexOf('auxC') + 4);
    expect(headerOf(readHeif, unnamed)).toBeUndefined();
  });
});
