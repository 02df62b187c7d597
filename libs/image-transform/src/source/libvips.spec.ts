import { encoders, plain } from '../testing/images.ts';
import { sharp } from './libvips.ts';

describe('libvips', () => {
  it.each([
    ['SVG', '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'],
    ['PPM', 'P6\n1 1\n255\nabc'],
    ['Radiance', '#?RADIANCE\nFORMAT=32-bit_rle_rgbe\n\n-Y 1 +X 1\nabcd'],
  ])('has no loader for %s', async (_, text) => {
    await expect(sharp(Buffer.from(text)).metadata()).rejects.toThrow('unsupported image format');
  });

  it.each(Object.entries(encoders))('has one for %s', async (_, encode) => {
    await expect(sharp(await encode(plain(8, 8))).metadata()).resolves.toMatchObject({ width: 8 });
  });

  it('opens no files', async () => {
    await expect(sharp(__filename).metadata()).rejects.toThrow('unsupported image format');
  });

  it('caches nothing', () => {
    expect(sharp.cache()).toMatchObject({ memory: { max: 0 }, items: { max: 0 } });
  });

  it('has one thread for each picture', () => {
    expect(sharp.concurrency()).toBe(1);
  });
});
