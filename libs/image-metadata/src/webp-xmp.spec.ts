import fc from 'fast-check';
import { picture, webpWithChunk } from '../testing/images.ts';
import { misnamedXmpInWebp } from './webp-xmp.ts';

const packet = Buffer.from('<x:xmpmeta/>');

describe('misnamedXmpInWebp', () => {
  it('finds the chunk that ImageMagick wrote, in a view into a larger buffer too', async () => {
    const webp = await webpWithChunk('XMP\0', packet);
    expect(misnamedXmpInWebp(webp)).toEqual(packet);
    const pool = Buffer.concat([Buffer.alloc(9), webp, Buffer.alloc(9)]);
    expect(misnamedXmpInWebp(pool.subarray(9, 9 + webp.length))).toEqual(packet);
  });

  it('finds none under any other name, cut off, or behind more chunks than an animation has', async () => {
    expect(misnamedXmpInWebp(await picture().webp().toBuffer())).toBeUndefined();
    expect(misnamedXmpInWebp(await webpWithChunk('XMP!', packet))).toBeUndefined();
    const webp = await webpWithChunk('XMP\0', packet);
    expect(misnamedXmpInWebp(webp.subarray(0, -1))).toBeUndefined();
    const empty = Buffer.concat(Array<Buffer>(1100).fill(Buffer.from('ANMF\0\0\0\0')));
    expect(
      misnamedXmpInWebp(Buffer.concat([webp.subarray(0, 12), empty, webp.subarray(12)])),
    ).toBeUndefined();
  });

  it('takes any bytes, and never reads beyond them', async () => {
    const webp = await webpWithChunk('XMP\0', packet);
    const change = fc.tuple(fc.nat(webp.length - 1), fc.nat(255));
    fc.assert(
      fc.property(fc.array(change, { maxLength: 8 }), fc.nat(webp.length), (changes, length) => {
        const damaged = Buffer.from(webp);
        for (const [at, value] of changes) damaged[at] = value;
        const alone = Buffer.from(damaged.subarray(0, length));
        expect(misnamedXmpInWebp(damaged.subarray(0, length))).toEqual(misnamedXmpInWebp(alone));
      }),
    );
  });
});
