import { parseRecipes } from '@image-pipeline/image-transform';
import sharp from 'sharp';
import { renderInTime } from './render-in-time.ts';
import { readSettings } from './settings.ts';
import { deployed } from './testing/deployment.ts';
import { environment } from './testing/environment.ts';
import { freshInvocation, invocationWith } from './testing/invocation.ts';

const settings = readSettings(environment);
const { limits, storingMilliseconds } = settings;
const deployment = deployed(settings);
const hurried = deployed({ ...settings, limits: { ...limits, maxMilliseconds: 1 } });

describe('renderInTime', () => {
  let photo: Uint8Array;
  beforeAll(async () => {
    photo = await sharp({ create: { width: 3000, height: 2000, channels: 3, background: 'teal' } })
      .jpeg()
      .toBuffer();
  });

  it('renders in an invocation that has all its time', async () => {
    await expect(renderInTime(deployment, photo, {}, freshInvocation)).resolves.toMatchObject({
      variants: [{ name: 'thumb' }],
    });
  });

  it('renders in the time that is left, when that is enough', async () => {
    const invocation = invocationWith(storingMilliseconds + limits.maxMilliseconds - 1);
    await expect(renderInTime(deployment, photo, {}, invocation)).resolves.toMatchObject({
      variants: [{ name: 'thumb' }],
    });
  });

  it('renders the same in less time: an animation plays all the same', async () => {
    const raw = { width: 64, height: 64 * 40, channels: 3, pageHeight: 64 } as const;
    const pixels = Buffer.alloc(64 * 64 * 40 * 3).map((_, at) => Math.floor(at / (64 * 64 * 3)) * 6);
    const animation = await sharp(pixels, { raw }).gif().toBuffer();
    const recipes = parseRecipes([
      { name: 'v', fit: 'width', width: 64, format: 'webp', lossless: true, effort: 6, animated: true },
    ]);
    for (const left of [limits.maxMilliseconds, 3000]) {
      const invocation = invocationWith(storingMilliseconds + left);
      const { variants } = await renderInTime(deployed({ ...settings, recipes }), animation, {}, invocation);
      expect(variants).toMatchObject([{ frames: 40 }]);
    }
  });

  it('rejects an image that had all the time there is', async () => {
    await expect(renderInTime(hurried, photo, {}, freshInvocation)).rejects.toMatchObject({
      name: 'ImageRejectedError',
      code: 'too-slow',
      context: { limit: 1 },
    });
  });

  it('does not reject an image that had less time than others: it is tried again', async () => {
    await expect(
      renderInTime(deployment, photo, {}, invocationWith(storingMilliseconds + 1)),
    ).rejects.toMatchObject({
      name: 'OutOfTimeError',
      code: 'out-of-time',
      context: { given: 1, limit: 30_000 },
      cause: { code: 'too-slow' },
    });
  });

  it.each([0, -10_000])('begins nothing with %i ms left for it', async (left) => {
    const invocation = invocationWith(storingMilliseconds + left);
    await expect(renderInTime(deployment, photo, {}, invocation)).rejects.toMatchObject({
      name: 'OutOfTimeError',
      context: { given: 0, limit: 30_000 },
    });
  });

  it('rejects what is no image, however much time is left', async () => {
    const invocation = invocationWith(storingMilliseconds + 5000);
    await expect(renderInTime(deployment, Buffer.from('text'), {}, invocation)).rejects.toMatchObject({
      code: 'unsupported-format',
    });
  });
});
