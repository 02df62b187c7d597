import { picture } from '../../test/pictures.ts';
import { box } from '../testing/containers.ts';
import { heicWithTiles, withBrands } from '../testing/heif.ts';
import { heicFiles } from '../testing/sample-files.ts';
import { recogniseFormat } from './recognise-format.ts';

const full = [0, 0, 0, 0];
const latin1 = (text: string) => Buffer.from(text, 'latin1');
const typed = (...brands: readonly string[]) => {
  const [major = '', ...compatible] = brands;
  return box('ftyp', latin1(major), full, latin1(compatible.join('')));
};
const item = (id: number, type: string) => box('infe', [2, 0, 0, 0], [0, id, 0, 0], latin1(type), [0]);
const primary = (id: number) => box('pitm', full, [0, id]);
const items = (...listed: readonly Buffer[]) => box('iinf', full, [0, listed.length], ...listed);
const meta = (...parts: readonly Buffer[]) => box('meta', full, ...parts);

describe('recogniseFormat, of ISO base media', () => {
  it.each(['avis', 'miaf', 'tmap', 'MA1A', 'MA1B', 'mif1', 'mif2', 'msf1', 'heic', 'hevx', 'isom', 'abcd'])(
    'judges by the primary picture whatever brand comes first: %s',
    async (major) => {
      const avif = await picture().avif().toBuffer();
      expect(recogniseFormat(withBrands(avif, major))).toEqual({ supported: 'avif' });
      expect(recogniseFormat(withBrands(heicFiles.upright, major))).toEqual({ supported: 'heic' });
    },
  );

  it('looks through the grid that a picture is made of', () => {
    expect(recogniseFormat(withBrands(heicWithTiles(3, 3), 'avif'))).toEqual({ supported: 'heic' });
  });

  it.each([
    ['jpeg', 'HEIF of JPEG pictures'],
    ['vvc1', 'HEIF of VVC pictures'],
    ['unci', 'HEIF of uncompressed pictures'],
    ['tmap', 'HEIF whose only picture is a tone map'],
  ])('names the coding of a primary picture that is not read: %s', (type, unsupported) => {
    const file = Buffer.concat([typed('mif1', 'heic'), meta(primary(1), items(item(1, type)))]);
    expect(recogniseFormat(file)).toEqual({ unsupported });
  });

  it.each(['msf1', 'hevc', 'hevx', 'avis'])('names a sequence without a still picture: %s', (brand) => {
    const file = Buffer.concat([typed(brand, 'iso8', brand), box('moov', box('mvhd', full))]);
    expect(recogniseFormat(file)).toEqual({
      unsupported: 'A HEIF or AVIF sequence without a still picture',
    });
  });

  it('names the low-overhead form', () => {
    const file = Buffer.concat([typed('mif3', 'avif'), box('mini', [0, 0])]);
    expect(recogniseFormat(file)).toEqual({ unsupported: 'HEIF of the low-overhead form (mini)' });
  });

  it('names the limit of items that a file is over', () => {
    expect(recogniseFormat(heicWithTiles(99, 99))).toEqual({ supported: 'heic' });
    expect(recogniseFormat(heicWithTiles(100, 100))).toEqual({
      unsupported: 'HEIF of more than 9999 items',
    });
    const av01 = (count: number) => Array.from({ length: count }, () => item(1, 'av01'));
    const avif = (count: number) =>
      Buffer.concat([
        typed('avif'),
        meta(primary(1), box('iinf', full, [count >> 8, count & 255], ...av01(count))),
      ]);
    expect(recogniseFormat(avif(256))).toEqual({ supported: 'avif' });
    expect(recogniseFormat(avif(257))).toEqual({ unsupported: 'AVIF of more than 256 items' });
  });

  it('takes a film for a film, though it has items', () => {
    const file = Buffer.concat([typed('isom'), meta(items(item(1, 'mime'))), box('moov')]);
    expect(recogniseFormat(file)).toEqual({ unsupported: 'MP4 or QuickTime video' });
  });

  it('goes by the brands where a picture is derived from itself', () => {
    const loop = box('iref', full, box('dimg', [0, 1, 0, 1, 0, 1]));
    const file = Buffer.concat([typed('heic'), meta(primary(1), items(item(1, 'grid')), loop)]);
    expect(recogniseFormat(file)).toEqual({ supported: 'heic' });
  });
});
