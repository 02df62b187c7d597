import { renderVariants } from '../render-variants.ts';
import { decoded, pixelAt } from '../testing/images.ts';

const range = (from: number, to: number): readonly number[] =>
  Array.from({ length: to - from }, (_, at) => from + at);

/**
 * A GIF of 20 by 16 pixels whose one frame covers 16 by 16 of them, from the third column on, in each of 256 colours:
 * codes of nine bits, cleared before they grow.
 */
const gifOfAllColours = (): Buffer => {
  const bits = [256, ...range(0, 128), 256, ...range(128, 256), 257]
    .map((code) => code.toString(2).padStart(9, '0'))
    .toReversed()
    .join('');
  const padded = bits.padStart(Math.ceil(bits.length / 8) * 8, '0');
  const codes = (padded.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)).toReversed();
  return Buffer.from([
    ...Buffer.from('GIF89a\x14\0\x10\0\xf7\0\0', 'latin1'),
    ...range(0, 256).flatMap((shade) => [shade, 255 - shade, 128]),
    ...[0x2c, 2, 0, 0, 0, 16, 0, 16, 0, 0, 8],
    ...[255, ...codes.slice(0, 255), codes.length - 255, ...codes.slice(255), 0],
    0x3b,
  ]);
};

describe('a frame that leaves some of the screen free', () => {
  it('has clear pixels around it, though each of its colours is in use', async () => {
    const { header, variants, hasTransparency } = await renderVariants(gifOfAllColours(), [
      { name: 'all', fit: 'inside', width: 99, height: 99, format: 'png' },
      { name: 'small', fit: 'width', width: 10, format: 'png' },
    ]);
    expect([header.hasAlpha, hasTransparency]).toEqual([true, true]);
    const all = await decoded(variants[0]!.data);
    expect(all).toMatchObject({ width: 20, height: 16, channels: 4 });
    expect([0, 1, 18, 19].map((x) => pixelAt(all, x, 7)[3])).toEqual([0, 0, 0, 0]);
    expect(pixelAt(all, 2, 0)).toEqual([0, 255, 128, 255]);
    expect(pixelAt(all, 17, 15)).toEqual([255, 0, 128, 255]);
    const small = await decoded(variants[1]!.data);
    expect(pixelAt(small, 0, 4)[3]).toBeLessThan(40);
    expect(pixelAt(small, 5, 4)[3]).toBe(255);
  });
});
