import fc from 'fast-check';
import { noTags } from '../exif/exif-tags.ts';
import type { RawDescription } from '../values/raw-description.ts';
import type { TagValue } from '../values/tag-value.ts';
import { descriptionOf } from './description.ts';

const raw = (fields: Partial<RawDescription>): RawDescription => ({
  title: [],
  caption: [],
  creator: [],
  rights: [],
  keywords: [],
  ...fields,
});

interface Sources {
  readonly exif?: Readonly<Record<number, TagValue>>;
  readonly iptc?: Partial<RawDescription>;
  readonly xmp?: Partial<RawDescription>;
  readonly editedAlone?: boolean;
}

const described = ({ exif = {}, iptc, xmp, editedAlone = false }: Sources) =>
  descriptionOf({ ...noTags, ifd0: exif }, iptc && { fields: raw(iptc), editedAlone }, xmp && raw(xmp));

const exif = { 0x010e: 'exif', 0x013b: 'exif', 0x8298: 'exif' };
const filled = (text: string): RawDescription => ({
  title: [text],
  caption: [text],
  creator: [text],
  rights: [text],
  keywords: [text],
});

describe('descriptionOf', () => {
  it('is nothing where nobody wrote anything', () => {
    expect(described({})).toBeUndefined();
    expect(
      described({ exif: { 0x010e: '   ' }, iptc: { title: [' '] }, xmp: { keywords: ['\0'] } }),
    ).toBeUndefined();
  });

  it('takes each field from EXIF, else XMP, else IPTC', () => {
    const [iptc, xmp] = [filled('iptc'), filled('xmp')];
    const shared = { caption: 'exif', creator: ['exif'], rights: 'exif' };
    expect(described({ exif, iptc, xmp })).toEqual({ title: 'xmp', keywords: ['xmp'], ...shared });
    expect(described({ exif, iptc })).toEqual({ title: 'iptc', keywords: ['iptc'], ...shared });
    expect(described({ iptc, xmp: { ...xmp, caption: [], keywords: [' '] } })).toEqual({
      title: 'xmp',
      caption: 'iptc',
      creator: ['xmp'],
      rights: 'xmp',
      keywords: ['iptc'],
    });
  });

  it('takes IPTC before XMP when IPTC alone was edited, and EXIF before both', () => {
    const sources = { iptc: filled('iptc'), xmp: filled('xmp'), editedAlone: true };
    const fromIptc = {
      title: 'iptc',
      caption: 'iptc',
      creator: ['iptc'],
      rights: 'iptc',
      keywords: ['iptc'],
    };
    expect(described(sources)).toEqual(fromIptc);
    expect(described({ ...sources, exif })).toEqual({
      ...fromIptc,
      caption: 'exif',
      creator: ['exif'],
      rights: 'exif',
    });
    expect(described({ ...sources, iptc: {} })?.title).toBe('xmp');
  });

  it('takes from XMP in full what an edited IPTC had to cut off, and nothing else', () => {
    const long = 'The gate at dusk, seen from the east. '.repeat(80);
    const xmp = { caption: [long], keywords: ['k'.repeat(70), 'dusk'], creator: ['ö'.repeat(30)] };
    const cut = {
      caption: [long.slice(0, 2000)],
      keywords: ['k'.repeat(64), 'new'],
      creator: ['ö'.repeat(14)],
    };
    expect(described({ iptc: cut, xmp, editedAlone: true })).toEqual({
      caption: long.slice(0, 2048).trim(),
      keywords: ['k'.repeat(64), 'new'],
      creator: ['ö'.repeat(14)],
    });
    const atLimit = { creator: ['ö'.repeat(16)] };
    expect(described({ iptc: atLimit, xmp, editedAlone: true })?.creator).toEqual(['ö'.repeat(30)]);
    const shorter = { caption: ['The gate'], keywords: ['k'] };
    expect(described({ iptc: shorter, xmp, editedAlone: true })).toMatchObject({
      caption: 'The gate',
      keywords: ['k'],
    });
  });

  it('reads the notices of photographer and editor, which EXIF parts by a NUL', () => {
    const rights = (text: string) => described({ exif: { 0x8298: text } })?.rights;
    expect(rights('Ann, photographer\0Bob, editor\0old text')).toBe('Ann, photographer Bob, editor');
    expect(rights(' \0Bob, editor\0')).toBe('Bob, editor');
  });

  it('cuts names, not the list of them', () => {
    const names = Array.from({ length: 4 }, (_, n) => `${n}${'a'.repeat(199)}`);
    expect(described({ exif: { 0x013b: names.join('; ') } })?.creator).toEqual(names);
  });

  it.each([
    ['Ann', ['Ann']],
    ['Ann; Bob ;', ['Ann', 'Bob']],
    ['"Doe; John"; Bob', ['Doe; John', 'Bob']],
    ['"The ""Gate"" Co."', ['The "Gate" Co.']],
    ['"Ann" Lee; Bob', ['"Ann" Lee', 'Bob']],
    ['Ann; Ann', ['Ann']],
  ])('reads the names in %j', (artist, creator) => {
    expect(described({ exif: { 0x013b: artist } })).toEqual({ creator });
  });

  it.each([
    'OLYMPUS DIGITAL CAMERA         ',
    'KONICA MINOLTA DIGITAL CAMERA',
    'SONY DSC',
    'Exif_JPEG_PICTURE',
    '---',
    'hdr',
    'default',
    'DCIM\\100MEDIA\\DJI_0001.JPG',
    'KODAK Digital Still Camera',
    '{"pictureId":"A1B2"}',
    'Untitled',
    'Screenshot',
  ])('takes %j for no caption: a camera wrote it', (filler) => {
    expect(described({ exif: { 0x010e: filler } })).toBeUndefined();
    expect(described({ exif: { 0x010e: filler }, xmp: { caption: ['The gate'] } })).toEqual({
      caption: 'The gate',
    });
    expect(described({ exif: { 0x010e: filler }, iptc: { caption: ['The gate'] } })).toEqual({
      caption: 'The gate',
    });
    expect(described({ exif: { 0x010e: filler }, xmp: { title: ['Gate'] } })).toEqual({ title: 'Gate' });
    expect(described({ exif: { 0x8298: filler } })).toEqual({ rights: filler.trim() });
  });

  it('takes what a machine wrote for none wherever it was copied to, titles too', () => {
    const copied = { title: ['SONY DSC'], caption: ['OLYMPUS DIGITAL CAMERA'] };
    expect(described({ xmp: copied, iptc: copied })).toBeUndefined();
    expect(described({ xmp: copied, iptc: { title: ['Gate'], caption: ['The gate'] } })).toEqual({
      title: 'Gate',
      caption: 'The gate',
    });
    expect(described({ exif: { 0x010f: 'HUAWEI', 0x010e: 'newmode' } })).toBeUndefined();
    expect(described({ exif: { 0x0110: 'X-T5', 0x010e: 'X-T5' } })).toBeUndefined();
  });

  it('lets any other caption go before one that a machine may have written, and keeps that where there is none', () => {
    const exif = { 0x010e: 'newmode' };
    expect(described({ exif })).toEqual({ caption: 'newmode' });
    expect(described({ exif, xmp: { caption: ['The gate'] } })?.caption).toBe('The gate');
    expect(described({ exif, iptc: { caption: ['The gate'] } })?.caption).toBe('The gate');
    expect(described({ exif, xmp: { caption: ['othermode'] } })?.caption).toBe('newmode');
    expect(described({ exif: { 0x010e: 'New' }, xmp: { caption: ['The gate'] } })?.caption).toBe('New');
  });

  it('takes the words of cameras for a caption where people use them', () => {
    const caption = 'My grandfather with his first digital camera';
    expect(described({ exif: { 0x010e: caption } })).toEqual({ caption });
  });

  it('keeps keywords once each, in their order, without blanks', () => {
    const keywords = ['gate', ' dusk', '', 'gate\0', 'Gate', '\u202e', 'dusk'];
    expect(described({ xmp: { keywords } })).toEqual({ keywords: ['gate', 'dusk', 'Gate'] });
  });

  it('cuts what is too long or too many', () => {
    const long = 'a'.repeat(5000);
    const many = Array.from({ length: 500 }, (_, n) => `${n}${long}`);
    const fields = { title: [long], caption: [long], rights: [long], creator: many, keywords: many };
    const found = described({ xmp: fields });
    expect([found?.title, found?.caption, found?.rights].map((text) => text?.length)).toEqual([
      256, 2048, 1024,
    ]);
    expect([found?.creator?.length, found?.keywords?.length]).toEqual([16, 100]);
    expect([found?.creator?.[15]?.length, found?.keywords?.[99]?.length]).toEqual([256, 64]);
  });

  it('stays visible, well-formed and small whatever the sources hold', () => {
    const value = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 400 }),
      fc.uint8Array({ maxLength: 400 }),
      fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)) }),
    );
    const values = fc.array(value, { maxLength: 130 });
    const fields = fc.record({
      title: values,
      caption: values,
      creator: values,
      rights: values,
      keywords: values,
    });
    const artist = fc.string({ unit: fc.constantFrom('"', ';', 'a', ' '), maxLength: 300 });
    fc.assert(
      fc.property(fields, fields, value, artist, fc.boolean(), (iptc, xmp, text, names, editedAlone) => {
        const found = described({
          exif: { 0x010e: text, 0x013b: names, 0x8298: text },
          iptc,
          xmp,
          editedAlone,
        });
        const json = JSON.stringify(found ?? {});
        expect(JSON.parse(json)).toEqual(found ?? {});
        expect(Buffer.byteLength(json)).toBeLessThan(60_000);
        for (const line of Object.values(found ?? {}).flat() as string[]) {
          expect(line).not.toBe('');
          expect(line.isWellFormed()).toBe(true);
          expect(line).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
        }
        for (const items of [found?.creator, found?.keywords]) expect(items).not.toEqual([]);
        expect(new Set(found?.keywords).size).toBe(found?.keywords?.length ?? 0);
      }),
      { numRuns: 60 },
    );
  });
});
