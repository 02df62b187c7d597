import { deflateSync } from 'node:zlib';
import { exifOf, headerOf } from '../../test/pictures.ts';
import {
  compressedTextChunk,
  hexText,
  pngChunk,
  pngOf,
  pngWith,
  pngWithBehind,
  profileText,
  textChunk,
} from '../testing/png.ts';
import { readPng } from './png.ts';

const block = exifOf(6);
const other = exifOf(3);
const pngWithChunks = async (...chunks: readonly Buffer[]) => pngWithBehind(pngOf(24, 16), ...chunks);
const profilesInPng = (png: Uint8Array) => headerOf(readPng, png)?.blocks;
const marked = (exif: Buffer) => Buffer.concat([Buffer.from('Exif\0\0'), exif]);

const exifInPng = (png: Uint8Array) => profilesInPng(png)?.exif;

describe('readPng, looking for metadata', () => {
  it('finds the chunk behind the pixels', async () => {
    expect(exifInPng(await pngWithChunks(pngChunk('eXIf', block)))).toEqual(block);
  });

  it.each([
    ['text', textChunk('Raw profile type exif', profileText(block))],
    ['compressed text', compressedTextChunk('Raw profile type exif', profileText(block))],
    ['text under its other name', textChunk('Raw profile type APP1', profileText(block))],
  ])('decodes a profile in %s', async (_name, chunk) => {
    expect(exifInPng(await pngWithChunks(chunk))).toEqual(marked(block));
  });

  it.each([
    ['a NUL, as ImageMagick wrote for years', Buffer.alloc(1)],
    ['another profile', marked(other)],
  ])('leaves out what a profile has behind the length that it tells: %s', async (_name, more) => {
    const told = marked(block).length;
    const text = hexText('exif', Buffer.concat([marked(block), more])).toString('latin1');
    const shorter = Buffer.from(text.replace(/\d+\n/, `${told}\n`), 'latin1');
    const png = await pngWithChunks(textChunk('Raw profile type exif', shorter));
    expect(exifInPng(png)).toEqual(marked(block));
  });

  it('prefers the chunk to a profile, and the first profile to others', async () => {
    const profile = textChunk('Raw profile type exif', profileText(other));
    const second = textChunk('Raw profile type exif', profileText(block));
    expect(exifInPng(await pngWithChunks(profile, pngChunk('eXIf', block)))).toEqual(block);
    expect(exifInPng(await pngWithChunks(profile, second))).toEqual(marked(other));
  });

  it('finds it in a view into a larger buffer', async () => {
    const png = await pngWithChunks(pngChunk('eXIf', block));
    const shared = new Uint8Array(png.length + 20);
    shared.set(png, 7);
    expect(exifInPng(shared.subarray(7, 7 + png.length))).toEqual(block);
  });

  it.each([
    ['no such chunk', pngChunk('tEXt', Buffer.from('Comment\0hello'))],
    ['text that is no digits', textChunk('Raw profile type exif', Buffer.from('\nexif\n 4\nxyz'))],
    ['text without a head', textChunk('Raw profile type exif', Buffer.from('45786966'))],
    ['text longer than any EXIF', textChunk('Raw profile type exif', profileText(Buffer.alloc(140_000)))],
    ['a bomb', compressedTextChunk('Raw profile type exif', profileText(Buffer.alloc(10_000_000)))],
    ['damaged compression', pngChunk('zTXt', Buffer.from('Raw profile type exif\0\0not zlib'))],
  ])('finds nothing in %s', async (_name, chunk) => {
    expect(exifInPng(await pngWithChunks(chunk))).toBeUndefined();
  });

  it('finds IPTC and XMP as text, the first of each kind', async () => {
    const profiles = ['iptc', 'xmp', 'iptc', 'xmp'].map((kind, index) =>
      (index % 2 === 0 ? textChunk : compressedTextChunk)(
        `Raw profile type ${kind}`,
        hexText(kind, Buffer.from(`${kind} ${index}`)),
      ),
    );
    const found = profilesInPng(await pngWithChunks(...profiles));
    expect(found).toEqual({ iptc: Buffer.from('iptc 0'), xmp: Buffer.from('xmp 1') });
  });

  it('passes by profiles of other kinds', async () => {
    const other = textChunk('Raw profile type icc', hexText('icc', Buffer.from('acsp')));
    expect(profilesInPng(await pngWithChunks(other))).toEqual({});
  });

  it('takes a profile of the same kind of colours, as long as it says and no longer than libpng does', () => {
    const profileOf = (bytes: number, said = bytes, space = 'RGB ') => {
      const profile = Buffer.alloc(bytes);
      profile.writeUInt32BE(said, 0);
      profile.write(`${space}XYZ `, 16, 'latin1');
      profile.write('acsp', 36, 'latin1');
      return profile;
    };
    const found = (profile: Buffer) => {
      const data = Buffer.concat([Buffer.from('name\0\0'), deflateSync(profile)]);
      return profilesInPng(pngWith(pngOf(2, 2), pngChunk('iCCP', data)))?.icc?.length;
    };
    expect(found(profileOf(200))).toBe(200);
    expect(found(profileOf(8_000_000))).toBe(8_000_000);
    expect(found(profileOf(8_000_001))).toBeUndefined();
    expect(found(profileOf(200, 300))).toBeUndefined();
    expect(found(profileOf(200, 200, 'GRAY'))).toBeUndefined();
  });

  it('stops at a chunk that is longer than the file', async () => {
    const png = await pngWithChunks(pngChunk('eXIf', block));
    expect(exifInPng(png.subarray(0, png.length - 20))).toBeUndefined();
  });
});
