import fc from 'fast-check';
import { exifOf, headerOf, outcomeOf, picture } from '../../test/pictures.ts';
import { webpChunk } from '../testing/containers.ts';
import { readWebp } from './webp.ts';

/** A WebP in its extended form with one more chunk in place of its XMP. */
const webpWithChunk = async (name: string, data: Buffer) => {
  const webp = await picture().withXmp('<x/>').webp().toBuffer();
  const file = Buffer.concat([webp.subarray(0, webp.indexOf('XMP ')), webpChunk(name, data)]);
  file.writeUInt32LE(file.length - 8, 4);
  return file;
};
const misnamedXmpInWebp = (webp: Buffer) => headerOf(readWebp, webp)?.blocks.xmp;

const packet = Buffer.from('<x:xmpmeta/>');

describe('misnamedXmpInWebp', () => {
  it('finds the chunk that ImageMagick wrote, in a view into a larger buffer too', async () => {
    const webp = await webpWithChunk('XMP\0', packet);
    expect(misnamedXmpInWebp(webp)).toEqual(packet);
    const pool = Buffer.concat([Buffer.alloc(9), webp, Buffer.alloc(9)]);
    expect(misnamedXmpInWebp(pool.subarray(9, 9 + webp.length))).toEqual(packet);
  });

  it('finds none under any other name or cut off, and looks through no more chunks than the meter allows', async () => {
    expect(misnamedXmpInWebp(await picture().webp().toBuffer())).toBeUndefined();
    expect(misnamedXmpInWebp(await webpWithChunk('XMP!', packet))).toBeUndefined();
    const webp = await webpWithChunk('XMP\0', packet);
    expect(misnamedXmpInWebp(webp.subarray(0, -1))).toBeUndefined();
    const behind = (count: number, type: string) => {
      const chunks = Array<Buffer>(count).fill(webpChunk(type, Buffer.alloc(0)));
      const file = Buffer.concat([webp.subarray(0, 12), ...chunks, webp.subarray(12)]);
      file.writeUInt32LE(file.length - 8, 4);
      return () => misnamedXmpInWebp(file);
    };
    expect(behind(1000, 'JUNK')()).toEqual(packet);
    expect(behind(65_536, 'JUNK')).toThrow(expect.objectContaining({ code: 'too-many-bytes' }));
    expect(behind(1001, 'ANMF')).toThrow(expect.objectContaining({ code: 'too-many-frames' }));
  });

  it('finds EXIF only where the header announces it, and no picture in less than there should be', async () => {
    const webp = await webpWithChunk('EXIF', exifOf(6));
    expect(headerOf(readWebp, webp)).toMatchObject({ orientation: 1, blocks: {} });
    webp[20] = 0x08;
    expect(headerOf(readWebp, webp)).toMatchObject({ orientation: 6, blocks: { exif: exifOf(6) } });
    expect(headerOf(readWebp, webp.subarray(0, -1))).toBeUndefined();
  });

  it('takes any bytes, and never reads beyond them', async () => {
    const webp = await webpWithChunk('XMP\0', packet);
    const change = fc.tuple(fc.nat(webp.length - 1), fc.nat(255));
    fc.assert(
      fc.property(fc.array(change, { maxLength: 8 }), fc.nat(webp.length), (changes, length) => {
        const damaged = Buffer.from(webp);
        for (const [at, value] of changes) damaged[at] = value;
        const alone = Buffer.from(damaged.subarray(0, length));
        expect(outcomeOf(readWebp, damaged.subarray(0, length))).toEqual(outcomeOf(readWebp, alone));
      }),
    );
  });
});
