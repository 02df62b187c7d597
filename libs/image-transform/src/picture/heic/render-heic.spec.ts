import { ImageRejectedError, readImageFile } from '@image-pipeline/image-file';
import {
  box,
  heicFiles,
  heicWithTiles,
  metaBoxes,
  withBrands,
  withMeta,
} from '@image-pipeline/image-file/testing';
import { Worker } from 'node:worker_threads';
import type { Recipe } from '../../recipes/recipe.ts';
import { renderVariants } from '../../render-variants.ts';
import { decoded, distance, pixelAt } from '../../testing/images.ts';
import { readHeader } from '../../testing/read-header.ts';
import { decodeHeic } from './decode-heic.ts';

const whole: readonly Recipe[] = [{ name: 'whole', fit: 'width', width: 64, format: 'png' }];

/** Of the first tile in each sample, which is the first in its `mdat`. */
const tileBytes = 260;

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

  it.each(['upright', 'transparent'] as const)('is refused when its end is zeros: %s', async (name) => {
    const intact = heicFiles[name];
    const tile = intact.indexOf('mdat') + 4;
    for (const share of [0.1, 0.5, 0.9]) {
      const damaged = Buffer.from(intact);
      damaged.fill(0, tile + Math.floor(tileBytes * share), tile + tileBytes);
      await expect(renderVariants(damaged, whole)).rejects.toMatchObject({
        code: 'corrupt',
        context: { format: 'heic' },
      });
    }
  });

  it.each([
    ['its bytes lie behind the end', (entry: Buffer, length: number) => entry.writeUInt32BE(length - 100, 8)],
    ['it ends too early', (entry: Buffer) => entry.writeUInt32BE(100, 12)],
    ['it is something else', (entry: Buffer) => entry.writeUInt32BE(0, 8)],
  ])('is refused when one of its tiles is missing: %s', async (_, damage) => {
    const damaged = heicWithTiles(3, 3);
    const fifth = damaged.indexOf(Buffer.from([0, 5, 0, 0, 0, 0, 0, 1]));
    damage(damaged.subarray(fifth), damaged.length);
    await expect(renderVariants(damaged, whole)).rejects.toMatchObject({ code: 'corrupt' });
  });

  it.each([
    [16, 16],
    [19, 14],
    [40, 30],
  ])('is rendered of a grid of %d x %d tiles', async (columns, rows) => {
    const { variants } = await renderVariants(heicWithTiles(columns, rows), [
      { name: 'whole', fit: 'width', width: columns * 64, format: 'png' },
    ]);
    expect(variants).toMatchObject([{ width: columns * 64, height: rows * 64 }]);
    const drawn = await decoded(variants[0]!.data);
    const last = [...pixelAt(drawn, columns * 64 - 48, rows * 64 - 52)];
    expect([distance(red, last) <= 8, last]).toEqual([true, last]);
  });

  it.each(['tmap', 'miaf', 'hevx', 'mif2'])('is rendered with %s as its major brand', async (major) => {
    expectQuarters(await quarters(withBrands(heicFiles.upright, major)), [red, green, blue, grey]);
  });

  it('is its primary picture, though that is called the thumbnail of another', async () => {
    const thumbnail = box(
      'iref',
      [0, 0, 0, 0],
      box('thmb', [0, 2, 0, 1, 0, 5]),
      box('dimg', [0, 2, 0, 1, 0, 1]),
    );
    const changed = metaBoxes(heicWithTiles(1, 1)).map((part) => (part.includes('dimg') ? thumbnail : part));
    expect(await readHeader(withMeta(heicFiles.upright, changed))).toMatchObject({ width: 64, height: 64 });
  });

  it('is refused when its pixels have other sides than its header', async () => {
    const file = { ...readImageFile(heicFiles.upright), width: 60 };
    await expect(renderVariants(file, whole)).rejects.toMatchObject({
      code: 'corrupt',
      cause: { message: 'libheif: 64 x 48 pixels instead of 60 x 48' },
    });
  });

  it('is not to blame when its worker dies', async () => {
    const workers = jest.spyOn(Worker.prototype, 'once').mockImplementation(function (
      this: Worker,
      name,
      listener,
    ) {
      if (name === 'message') void this.terminate();
      return this.on(name, listener);
    });
    try {
      const error: unknown = await renderVariants(heicFiles.upright, whole).catch(
        (thrown: unknown) => thrown,
      );
      expect(error).toMatchObject({ message: 'libheif: stopped before the picture was decoded' });
      expect(error).not.toBeInstanceOf(ImageRejectedError);
    } finally {
      workers.mockRestore();
    }
  });

  it('is stopped when time is up', async () => {
    await expect(decodeHeic(heicFiles.upright, false, 0.001)).rejects.toThrow('stopped before');
    await expect(renderVariants(heicFiles.upright, whole, { maxMilliseconds: 1 })).rejects.toMatchObject({
      code: 'too-slow',
    });
  });
});
