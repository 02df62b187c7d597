import fc from 'fast-check';
import { dataSet, iptcBlock, md5, photoshopBlock, utf8Mark } from '../../testing/iptc.ts';
import { readIptcBlock } from './iptc-block.ts';

const title = dataSet('2:5', 'Gate');
const read = (...dataSets: readonly Buffer[]) => readIptcBlock(iptcBlock(...dataSets))?.fields;

describe('readIptcBlock', () => {
  it('reads the five data sets, repeated ones as lists, and passes by the others', () => {
    const sets = [
      title,
      dataSet('2:120', 'The gate at dusk'),
      dataSet('2:116', 'All rights reserved'),
      dataSet('2:80', 'Ann'),
      dataSet('2:80', 'Bob'),
      dataSet('2:25', 'gate'),
      dataSet('2:90', 'Berlin'),
      dataSet('2:25', 'dusk'),
      dataSet('3:25', 'of another record'),
    ];
    const fields = {
      title: ['Gate'],
      caption: ['The gate at dusk'],
      rights: ['All rights reserved'],
      creator: ['Ann', 'Bob'],
      keywords: ['gate', 'dusk'],
    };
    expect(read(...sets)).toEqual(fields);
    // TIFF holds them without Photoshop's resources.
    expect(readIptcBlock(Buffer.concat(sets))).toEqual({ fields, editedAlone: false });
  });

  it.each([
    ['marked UTF-8', [utf8Mark, dataSet('2:5', 'André 東京')], 'André 東京'],
    [
      'marked UTF-8, cut through a character',
      [utf8Mark, dataSet('2:5', Buffer.from('André').subarray(0, -1))],
      'Andr',
    ],
    ['UTF-8 that nothing marks', [dataSet('2:5', 'André 東京')], 'André 東京'],
    ['Windows-1252', [dataSet('2:5', Buffer.from('Andr\xe9 \x93a\x94', 'latin1'))], 'André “a”'],
    [
      'Latin-1, marked',
      [dataSet('1:90', '\u001b.A'), dataSet('2:5', Buffer.from('Andr\xe9', 'latin1'))],
      'André',
    ],
  ])('reads %s', (_name, sets, text) => {
    expect(read(...sets)?.title).toEqual([text]);
  });

  it('reads lengths in the extended form', () => {
    const extended = Buffer.concat([Buffer.from([0x1c, 2, 5, 0x80, 4, 0, 0, 0, 4]), Buffer.from('Gate')]);
    expect(read(extended, dataSet('2:25', 'dusk'))).toMatchObject({ title: ['Gate'], keywords: ['dusk'] });
  });

  it('finds the resource among others, of odd lengths too', () => {
    const block = photoshopBlock([
      [0x03ed, Buffer.from('odd')],
      [0x0404, title],
    ]);
    expect(readIptcBlock(block)?.fields.title).toEqual(['Gate']);
  });

  it.each([
    ['no digest', [], false],
    ['the digest of what it holds', [[0x0425, md5(title)]], false],
    ['the digest of something else', [[0x0425, md5(Buffer.from('earlier'))]], true],
  ] as const)('sees by %s whether IPTC was edited alone', (_name, digest, editedAlone) => {
    expect(readIptcBlock(photoshopBlock([[0x0404, title], ...digest]))).toMatchObject({ editedAlone });
  });

  it('reads resources without the marker of their segment, as text profiles of a PNG have them', () => {
    const block = iptcBlock(title).subarray('Photoshop 3.0\0'.length);
    expect(readIptcBlock(block)?.fields.title).toEqual(['Gate']);
  });

  it('reads a block in numbers of four bytes that were turned around', () => {
    const whole = Buffer.concat([title, dataSet('2:25', 'dusk'), Buffer.alloc(2)]);
    expect(whole.length % 4).toBe(0);
    const turned = Buffer.from(whole).swap32();
    expect(readIptcBlock(turned)?.fields).toMatchObject({ title: ['Gate'], keywords: ['dusk'] });
    expect(readIptcBlock(Buffer.concat([turned, Buffer.of(1, 2)]))?.fields.title).toEqual(['Gate']);
  });

  describe('with the resources that lie beside it in a TIFF', () => {
    const beside = (...resources: Parameters<typeof photoshopBlock>[0]) =>
      photoshopBlock(resources).subarray('Photoshop 3.0\0'.length);
    const sets = Buffer.concat([title, dataSet('2:25', 'dusk')]);

    it('sees whether IPTC was edited alone', () => {
      expect(readIptcBlock(sets, beside([0x0425, md5(sets)]))?.editedAlone).toBe(false);
      expect(readIptcBlock(sets, beside([0x0425, md5(title)]))?.editedAlone).toBe(true);
    });

    it('takes all of a block that was cut off, but not another one', () => {
      expect(readIptcBlock(sets.subarray(0, 12), beside([0x0404, sets]))?.fields.keywords).toEqual(['dusk']);
      const other = dataSet('2:5', 'Older');
      expect(readIptcBlock(sets, beside([0x0404, other]))?.fields.title).toEqual(['Gate']);
    });
  });

  it.each([
    ['no resources', photoshopBlock([])],
    ['none of IPTC', photoshopBlock([[0x03ed, Buffer.from('odd')]])],
    ['a resource that ends too late', iptcBlock(title).subarray(0, -2)],
    ['a name that ends too late', Buffer.from('Photoshop 3.0\x008BIM\x04\x04\xff_____', 'latin1')],
  ])('finds nothing in %s', (_name, block) => {
    expect(readIptcBlock(block)).toBeUndefined();
  });

  it.each([
    ['a data set that ends too late', Buffer.from([0x1c, 2, 25, 0, 5, 0x61])],
    ['an extended length beyond all sense', Buffer.from([0x1c, 2, 25, 0xff, 0xff, 1, 1, 1, 1])],
    ['an extended length that ends too late', Buffer.from([0x1c, 2, 25, 0x80, 4, 0])],
    ['half of a head', Buffer.from([0x1c, 2, 25])],
    ['anything else', Buffer.from('garbage')],
  ])('keeps what comes before %s', (_name, end) => {
    expect(read(title, end)).toMatchObject({ title: ['Gate'], keywords: [] });
  });

  it('reads 8 KiB of a text and a thousand of a kind', () => {
    expect(read(dataSet('2:120', 'a'.repeat(30_000)))?.caption).toEqual(['a'.repeat(8192)]);
    expect(read(...Array.from({ length: 1001 }, () => dataSet('2:25', 'a')))?.keywords).toHaveLength(1000);
  });

  it('takes any bytes, and never reads beyond them', () => {
    const start = fc.constantFrom(Buffer.alloc(0), iptcBlock(title), Buffer.concat([title, utf8Mark]));
    fc.assert(
      fc.property(start, fc.uint8Array({ maxLength: 60 }), (head, tail) => {
        const block = Buffer.concat([head, tail]);
        const pool = Buffer.concat([block, Buffer.from('SECRET'.repeat(50))]);
        const found = readIptcBlock(pool.subarray(0, block.length));
        expect(found).toEqual(readIptcBlock(block));
        expect(JSON.stringify(found ?? {})).not.toContain('SECRET');
      }),
    );
  });
});
