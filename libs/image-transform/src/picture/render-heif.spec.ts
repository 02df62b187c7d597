import {
  box,
  greyAvifOfAlpha,
  heicFiles,
  metaBoxes,
  withBrands,
  withMeta,
  withProperties,
} from '@image-pipeline/image-file/testing';
import sharp from 'sharp';
import type { Recipe } from '../recipes/recipe.ts';
import { renderVariants } from '../render-variants.ts';
import { decoded, distance, encoders, photo, pixelAt, plain, red } from '../testing/images.ts';

const whole: readonly Recipe[] = [{ name: 'whole', fit: 'width', width: 64, format: 'png' }];

const drawn = async (bytes: Uint8Array) => decoded((await renderVariants(bytes, whole)).variants[0]!.data);

/** Red of 64 x 32 pixels, its left half as clear as these two values of alpha say. */
const halves = async (left: number, right: number): Promise<Buffer> => {
  const [width, height] = [64, 32];
  const alpha = Buffer.from(
    Uint8Array.from({ length: width * height }, (_, at) => (at % width < width / 2 ? left : right)),
  );
  return sharp(await encoders.png(plain(width, height)))
    .joinChannel(alpha, { raw: { width, height, channels: 1 } })
    .avif({ lossless: true, effort: 0 })
    .toBuffer();
};

const quarterTurn = box('irot', [1]);
const reflection = box('imir', [1]);

describe('AVIF', () => {
  it.each(['avis', 'miaf', 'tmap', 'MA1A', 'MA1B', 'mif1', 'mif2', 'abcd'])(
    'is rendered with %s as its major brand',
    async (major) => {
      const avif = await encoders.avif(photo(40, 30));
      expect(await drawn(withBrands(avif, major))).toEqual(await drawn(avif));
    },
  );

  it('is its primary picture, though that is called the thumbnail of another', async () => {
    const avif = await encoders.avif(photo(40, 30));
    const other = box('infe', [2, 0, 0, 0], [0, 9, 0, 0], Buffer.from('av01'), [0]);
    const items = box(
      'iinf',
      [0, 0, 0, 0],
      [0, 2],
      box('infe', [2, 0, 0, 0], [0, 1, 0, 0], Buffer.from('av01'), [0]),
      other,
    );
    const thumbnail = box('iref', [0, 0, 0, 0], box('thmb', [0, 1, 0, 1, 0, 9]));
    const others = metaBoxes(avif).filter(
      (part) => !['iinf', 'iref'].includes(part.toString('latin1', 4, 8)),
    );
    expect(await drawn(withMeta(avif, [...others, items, thumbnail]))).toEqual(await drawn(avif));
  });

  it('has its alpha turned with its colours, though only they are said to be', async () => {
    const turned = await drawn(withProperties(await halves(0, 255), 1, quarterTurn));
    expect([turned.width, turned.height]).toEqual([32, 64]);
    expect([pixelAt(turned, 16, 8)[3], pixelAt(turned, 16, 56)[3]]).toEqual([255, 0]);
    expect(distance(red, pixelAt(turned, 16, 8).slice(0, 3))).toBeLessThanOrEqual(4);
  });

  it('has its alpha turned and reflected in the order of its colours', async () => {
    const avif = await halves(0, 255);
    const drawnBy = async (...properties: readonly Buffer[]) => {
      const picture = await drawn(withProperties(avif, 1, ...properties));
      return [picture.width, pixelAt(picture, 2, 2)[3], pixelAt(picture, picture.width - 3, 2)[3]];
    };
    expect(await drawnBy(reflection)).toEqual([64, 255, 0]);
    expect(await drawnBy(reflection, quarterTurn)).toEqual([32, 0, 0]);
    expect(await drawnBy(quarterTurn, reflection)).toEqual([32, 255, 255]);
  });

  it('has its alpha turned once where both are said to be', async () => {
    const avif = withProperties(withProperties(await halves(0, 255), 1, quarterTurn), 2, quarterTurn);
    const turned = await drawn(avif);
    expect([pixelAt(turned, 16, 8)[3], pixelAt(turned, 16, 56)[3]]).toEqual([255, 0]);
  });

  it('of grey in the range of video is as black and white as of full range', async () => {
    const greys = async (left: number, right: number, range: 'full' | 'limited') => {
      const picture = await drawn(greyAvifOfAlpha(await halves(left, right), range));
      return [pixelAt(picture, 8, 16)[0], pixelAt(picture, 56, 16)[0]];
    };
    expect(await greys(16, 235, 'limited')).toEqual([0, 255]);
    expect(await greys(126, 0, 'limited')).toEqual([128, 0]);
    expect(await greys(16, 235, 'full')).toEqual([16, 235]);
  });
});

describe('HEIC', () => {
  it('has its alpha turned with its colours, though only they are said to be', async () => {
    const grid = 2;
    const turned = await drawn(withProperties(heicFiles.transparent, grid, quarterTurn));
    expect([turned.width, turned.height]).toEqual([48, 64]);
    expect([pixelAt(turned, 24, 8)[3], pixelAt(turned, 24, 56)[3]]).toEqual([255, 0]);
  });

  it('of grey in the range of video is stretched to full range', async () => {
    const alpha = 4;
    const nclx = (flags: number) => box('colr', Buffer.from('nclx'), [0, 1, 0, 13, 0, 6, flags]);
    const greys = async (flags: number) => {
      const grey = withProperties(heicFiles.transparent, alpha, nclx(flags));
      grey.writeUInt16BE(alpha, grey.lastIndexOf('pitm') + 8);
      const { data, channels } = await drawn(grey);
      return [...data].filter((_, at) => at % channels === 0);
    };
    const [full, limited] = [await greys(0x80), await greys(0)];
    const between = full.flatMap((value, at) => (value > 0 && value < 255 ? [at] : []));
    expect(between.length).toBeGreaterThan(0);
    for (const at of between) {
      const stretched = Math.round(((full[at]! - 16) * 255) / 219);
      expect([at, limited[at]]).toEqual([at, Math.min(255, Math.max(0, stretched))]);
    }
  });
});
