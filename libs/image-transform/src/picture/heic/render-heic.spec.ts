import { heicFiles } from '@image-pipeline/image-file/testing';
import type { Recipe } from '../../recipes/recipe.ts';
import { renderVariants } from '../../render-variants.ts';
import { decoded, distance, pixelAt } from '../../testing/images.ts';
import { readHeader } from '../../testing/read-header.ts';
import { decodeHeic } from './decode-heic.ts';

const whole: readonly Recipe[] = [{ name: 'whole', fit: 'width', width: 64, format: 'png' }];

const red = [220, 30, 30];
const green = [30, 200, 40];
const blue = [30, 40, 220];
const grey = [128, 128, 128];

/** Colours in the middle of each quarter: top left, top right, bottom left, bottom right. */
const quarters = async (bytes: Uint8Array): Promise<number[][]> => {
  const { variants } = await renderVariants(bytes, whole);
  const picture = await decoded(variants[0]!.data);
  const { width, height } = picture;
  return [1, 3].flatMap((y) =>
    [1, 3].map((x) => [...pixelAt(picture, Math.floor((width * x) / 4), Math.floor((height * y) / 4))]),
  );
};

const expectQuarters = (actual: number[][], expected: number[][], tolerance = 8): void => {
  for (const [at, colour] of expected.entries()) {
    expect([at, distance(colour, actual[at]!) <= tolerance, actual[at]]).toEqual([at, true, actual[at]]);
  }
};

describe('HEIC', () => {
  it('is described without being decoded', async () => {
    expect(await readHeader(heicFiles.upright)).toMatchObject({
      format: 'heic',
      contentType: 'image/heic',
      width: 64,
      height: 48,
      orientation: 1,
      pages: 1,
      hasAlpha: false,
    });
    expect(await readHeader(heicFiles.transparent)).toMatchObject({ hasAlpha: true });
    expect(await readHeader(heicFiles.turned)).toMatchObject({ width: 48, height: 64, orientation: 1 });
  });

  it('hands out its EXIF block and its profile', async () => {
    const { blocks } = await readHeader(heicFiles.turned);
    expect(Buffer.from(blocks.exif!).toString('latin1')).toContain('Fixture');
    expect(blocks.icc).toBeDefined();
  });

  it('is rendered', async () => {
    expectQuarters(await quarters(heicFiles.upright), [red, green, blue, grey]);
  });

  it('is turned once, though its EXIF says so again', async () => {
    expectQuarters(await quarters(heicFiles.turned), [blue, red, grey, green]);
  });

  it('is reflected', async () => {
    expectQuarters(await quarters(heicFiles.mirrored), [green, red, grey, blue]);
  });

  it('keeps its transparency', async () => {
    const [clear, opaque] = await quarters(heicFiles.transparent);
    expect([clear![3], opaque![3]]).toEqual([0, 255]);
    expect(distance(green, opaque!.slice(0, 3))).toBeLessThanOrEqual(8);
  });

  it('is converted by its profile', async () => {
    const pixels = await decodeHeic(heicFiles.displayP3, false, 20);
    const { pixels: stored } = pixels;
    const at = (12 * 64 + 48) * 3;
    expect(distance([...stored.subarray(at, at + 3)], green)).toBeGreaterThan(30);
    expectQuarters(await quarters(heicFiles.displayP3), [red, green, blue, grey]);
  });

  it('is refused by its size before it is decoded', async () => {
    await expect(renderVariants(heicFiles.upright, whole, { maxPixels: 64 * 48 - 1 })).rejects.toMatchObject({
      code: 'too-many-pixels',
    });
  });

  it('is refused when more pixels come than its header says', async () => {
    await expect(renderVariants(heicFiles.lying, whole)).rejects.toMatchObject({
      code: 'corrupt',
      context: { format: 'heic', part: 'pixels' },
      cause: { message: expect.stringContaining('Image size 3000x2000 exceeds') },
    });
  });

  it.each([0.2, 0.6, 0.9])('is refused when only %f of it is there', async (kept) => {
    const { length } = heicFiles.upright;
    await expect(
      renderVariants(heicFiles.upright.subarray(0, Math.floor(length * kept)), whole),
    ).rejects.toMatchObject({ code: 'corrupt', context: { format: 'heic' } });
  });

  it('is stopped when time is up', async () => {
    await expect(decodeHeic(heicFiles.upright, false, 0.001)).rejects.toThrow('stopped before');
    await expect(renderVariants(heicFiles.upright, whole, { maxMilliseconds: 1 })).rejects.toMatchObject({
      code: 'too-slow',
    });
  });
});
