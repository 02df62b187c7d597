import { recogniseFormat } from '@image-pipeline/image-file';
import { parseRecipes } from '../../recipes/parse-recipes.ts';
import { renderVariants } from '../../render-variants.ts';
import {
  decoded,
  distance,
  encoders,
  painted,
  photo,
  pixelAt,
  red,
  type Pixels,
} from '../../testing/images.ts';

const render = async (bytes: Uint8Array, ...options: readonly object[]) => {
  const recipes = parseRecipes(
    options.map((option, i) => ({ name: `v${i}`, fit: 'width', width: 100, format: 'png', ...option })),
  );
  return (await renderVariants(bytes, recipes)).variants;
};

const pictureOf = async (bytes: Uint8Array, options: object): Promise<Pixels> =>
  decoded((await render(bytes, options))[0]!.data);

describe('background', () => {
  const glass = painted(20, 20, (x) => [...red, x < 10 ? 0 : 255]);

  it.each(['jpeg', 'png', 'webp', 'avif'])('goes behind what is transparent in a %s', async (format) => {
    const picture = await pictureOf(await encoders.png(glass), { format, background: 'teal' });
    expect(picture.channels).toBe(3);
    expect(distance(pixelAt(picture, 3, 10), [0, 128, 128])).toBeLessThanOrEqual(12);
    expect(distance(pixelAt(picture, 16, 10), red)).toBeLessThanOrEqual(12);
  });

  it('is white in a JPEG that names none, and nothing elsewhere', async () => {
    const jpeg = await pictureOf(await encoders.png(glass), { format: 'jpeg' });
    expect(distance(pixelAt(jpeg, 3, 10), [255, 255, 255])).toBeLessThanOrEqual(8);
    const png = await pictureOf(await encoders.png(glass), {});
    expect(pixelAt(png, 3, 10)[3]).toBe(0);
  });

  it('mixes with what is half transparent', async () => {
    const haze = painted(8, 8, () => [200, 100, 0, 128]);
    const picture = await pictureOf(await encoders.png(haze), { background: 'black' });
    expect(distance(pixelAt(picture, 4, 4), [100, 50, 0])).toBeLessThanOrEqual(1);
  });
});

describe('lossless', () => {
  it.each([
    ['webp', 0],
    // AVIF's colours are rounded on their way to luma and chroma and back.
    ['avif', 3],
  ])('keeps every pixel of a %s, to within %i', async (format, tolerance) => {
    const bytes = await encoders.png(photo(60, 40));
    const source = await decoded(bytes);
    const lossless = await pictureOf(bytes, { format, lossless: true });
    const lossy = await pictureOf(bytes, { format });
    expect(distance([...lossless.data], [...source.data])).toBeLessThanOrEqual(tolerance);
    expect(distance([...lossy.data], [...source.data])).toBeGreaterThan(10);
  });
});

describe('sharpen', () => {
  /** How steep the picture is, summed over all neighbours. */
  const steepness = ({ data, channels }: Pixels) => {
    let sum = 0;
    for (let at = channels; at < data.length; at++) sum += Math.abs(data[at]! - data[at - channels]!);
    return sum;
  };

  it('makes what was scaled down crisper, the more the wider its mask', async () => {
    const bytes = await encoders.png(photo(300, 200));
    const plain = steepness(await pictureOf(bytes, {}));
    const slight = steepness(await pictureOf(bytes, { sharpen: 0.5 }));
    const strong = steepness(await pictureOf(bytes, { sharpen: 2 }));
    expect(slight).toBeGreaterThan(plain * 1.02);
    expect(strong).toBeGreaterThan(slight * 1.02);
  });

  it('leaves alone what was not scaled', async () => {
    const [as, sharpened] = await render(await encoders.png(photo(100, 70)), {}, { sharpen: 2 });
    expect(sharpened!.data).toEqual(as!.data);
  });
});

describe('a set of formats', () => {
  it('is one file of each, of one name, each with the defaults of its format', async () => {
    const bytes = await encoders.png(photo(60, 40));
    const options = { name: 'hero', width: 30, background: 'white' };
    const variants = await render(bytes, { ...options, format: 'auto' });
    expect(variants.map(({ name, extension, width, height }) => [name, extension, width, height])).toEqual([
      ['hero', 'avif', 30, 20],
      ['hero', 'webp', 30, 20],
      ['hero', 'jpg', 30, 20],
    ]);
    expect(variants.map(({ data }) => recogniseFormat(data))).toEqual(
      ['avif', 'webp', 'jpeg'].map((supported) => ({ supported })),
    );
    expect(variants).toEqual(
      await render(
        bytes,
        { ...options, format: 'avif' },
        { ...options, format: 'webp' },
        { ...options, format: 'jpeg' },
      ),
    );
  });
});
