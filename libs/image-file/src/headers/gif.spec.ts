import fc from 'fast-check';
import sharp from 'sharp';
import { headerOf, outcomeOf, picture } from '../../test/pictures.ts';
import { readImageFile } from '../read-image-file.ts';
import { gifWithPacket } from '../testing/containers.ts';
import { readGif } from './gif.ts';

const gifWithXmp = async (packet: string) => gifWithPacket(await picture().gif().toBuffer(), packet);
const xmpInGif = (gif: Buffer) => headerOf(readGif, gif)?.blocks.xmp;

const packet = '<x:xmpmeta>© André</x:xmpmeta>';

describe('xmpInGif', () => {
  it('finds the packet behind the picture, in a view into a larger buffer too', async () => {
    const gif = await gifWithXmp(packet);
    expect(xmpInGif(gif)).toEqual(Buffer.from(packet));
    const pool = Buffer.concat([Buffer.alloc(9), gif, Buffer.alloc(9)]);
    expect(xmpInGif(pool.subarray(9, 9 + gif.length))).toEqual(Buffer.from(packet));
    // Whoever knows nothing of XMP still sees the picture.
    expect(await sharp(gif).metadata()).toMatchObject({ width: 24, height: 16 });
  });

  it('finds it before the picture, behind other extensions and tables of colours', async () => {
    const gif = await gifWithXmp(packet);
    const at = gif.indexOf('XMP DataXMP') - 3;
    const extension = gif.subarray(at, -1);
    const comment = Buffer.from('\x21\xfe\x05hello\x00', 'latin1');
    const screen = 13 + (gif[10]! & 0x80 ? 3 * 2 ** ((gif[10]! & 7) + 1) : 0);
    const pieces = [gif.subarray(0, screen), comment, extension, gif.subarray(screen, at), Buffer.of(0x3b)];
    expect(xmpInGif(Buffer.concat(pieces))).toEqual(Buffer.from(packet));
  });

  it('finds it among the frames of an animation with their own colours', async () => {
    const frames = await Promise.all(
      ['red', 'blue'].map((background) =>
        sharp({ create: { width: 8, height: 8, channels: 3, background } })
          .png()
          .toBuffer(),
      ),
    );
    const animation = await sharp(frames, { join: { animated: true } })
      .gif()
      .toBuffer();
    const still = await gifWithXmp(packet);
    const extension = still.subarray(still.indexOf('XMP DataXMP') - 3, -1);
    expect(xmpInGif(Buffer.concat([animation.subarray(0, -1), extension, Buffer.of(0x3b)]))).toEqual(
      Buffer.from(packet),
    );
  });

  it('finds it behind as many frames as the caller allows', async () => {
    const gif = await gifWithXmp(packet);
    const extension = gif.subarray(gif.indexOf('XMP DataXMP') - 3, -1);
    const screen = Buffer.from('GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff', 'latin1');
    const frame = Buffer.from('\x2c\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0', 'latin1');
    const frames = Array.from({ length: 2500 }, () => frame);
    const animation = Buffer.concat([screen, ...frames, extension, Buffer.of(0x3b)]);
    const { pages, blocks } = readImageFile(animation, { maxFrames: 2500 });
    expect([pages, blocks.xmp?.toString()]).toEqual([2500, packet]);
    expect(() => readImageFile(animation, { maxFrames: 2499 })).toThrow('at least 2500 frames');
  });

  it('takes a packet in blocks without the ramp as it is', async () => {
    const gif = await picture().gif().toBuffer();
    const blocks = Buffer.concat([Buffer.from('\x21\xff\x0bXMP DataXMP\x04<x/>\x00', 'latin1')]);
    expect(xmpInGif(Buffer.concat([gif.subarray(0, -1), blocks, Buffer.of(0x3b)]))?.toString()).toContain(
      '<x/>',
    );
  });

  it('finds none where there is none, and looks through no more blocks than the meter allows', async () => {
    const gif = await gifWithXmp(packet);
    expect(xmpInGif(await picture().gif().toBuffer())).toBeUndefined();
    expect(xmpInGif(Buffer.alloc(0))).toBeUndefined();
    expect(xmpInGif(Buffer.from('GIF89a'))).toBeUndefined();
    const comments = Buffer.concat(Array<Buffer>(65_536).fill(Buffer.from('\x21\xfe\x01x\x00', 'latin1')));
    const screen = gif.subarray(0, 13 + (gif[10]! & 0x80 ? 3 * 2 ** ((gif[10]! & 7) + 1) : 0));
    const bomb = Buffer.concat([screen, comments, gif.subarray(screen.length)]);
    expect(() => xmpInGif(bomb)).toThrow(expect.objectContaining({ code: 'too-many-bytes' }));
  });

  it('looks through no more pieces of pixels than the meter allows', () => {
    const head = Buffer.from('GIF89a\x02\0\x01\0\0\0\0,\0\0\0\0\x02\0\x01\0\0\x02', 'latin1');
    const pieces = (count: number) => Buffer.concat([head, Buffer.alloc(count * 2, 1), Buffer.of(0, 0x3b)]);
    expect(headerOf(readGif, pieces(500_000))).toMatchObject({ width: 2, height: 1, pages: 1 });
    expect(outcomeOf(readGif, pieces(5_000_000))).toBe('too-many-bytes');
  });

  it('takes any bytes, and never reads beyond them', async () => {
    const gif = await gifWithXmp(packet);
    const change = fc.tuple(fc.nat(gif.length - 1), fc.nat(255));
    fc.assert(
      fc.property(fc.array(change, { maxLength: 8 }), fc.nat(gif.length), (changes, length) => {
        const damaged = Buffer.from(gif);
        for (const [at, value] of changes) damaged[at] = value;
        const alone = Buffer.from(damaged.subarray(0, length));
        expect(outcomeOf(readGif, damaged.subarray(0, length))).toEqual(outcomeOf(readGif, alone));
      }),
    );
  });
});
