import sharp from 'sharp';
import { RecipeError, WatermarkError } from '../../errors.ts';
import { parseRecipes } from '../../recipes/parse-recipes.ts';
import { createRenderer, renderVariants, type RenderOptions } from '../../render-variants.ts';
import { pngWithProfile } from '../../testing/files.ts';
import { decoded, distance, encoders, painted, pixelAt, plain, type Pixels } from '../../testing/images.ts';

const grey = [128, 128, 128] as const;
const white = [255, 255, 255] as const;
const logo = () => encoders.png(plain(40, 20, [255, 255, 255, 255]));
const source = (width = 200, height = 100) => encoders.png(plain(width, height, grey));

const render = async (
  recipe: object,
  watermark: object = {},
  given: Partial<RenderOptions> = {},
  bytes?: Buffer,
) => {
  const recipes = parseRecipes([
    {
      name: 'v',
      fit: 'width',
      width: 200,
      format: 'png',
      watermark: { image: 'logo', ...watermark },
      ...recipe,
    },
  ]);
  const options = { watermarks: { logo: await logo() }, ...given };
  return (await renderVariants(bytes ?? (await source()), recipes, options)).variants[0]!;
};

const pictureOf = async (...given: Parameters<typeof render>): Promise<Pixels> =>
  decoded((await render(...given)).data);

/** The box of what is not grey. */
const boxOf = (picture: Pixels) => {
  const marked: { x: number; y: number }[] = [];
  for (let y = 0; y < picture.height; y++) {
    for (let x = 0; x < picture.width; x++) {
      if (distance(pixelAt(picture, x, y).slice(0, 3), grey) > 20) marked.push({ x, y });
    }
  }
  const xs = marked.map(({ x }) => x);
  const ys = marked.map(({ y }) => y);
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  return { left, top, width: Math.max(...xs) - left + 1, height: Math.max(...ys) - top + 1 };
};

describe('a watermark', () => {
  it.each(['jpeg', 'png', 'webp', 'avif'])(
    'is laid over a %s, which gets no alpha channel by that',
    async (format) => {
      const picture = await pictureOf({ format });
      expect(picture.channels).toBe(3);
      expect(distance(pixelAt(picture, 178, 88), white)).toBeLessThanOrEqual(8);
      expect(distance(pixelAt(picture, 20, 20), grey)).toBeLessThanOrEqual(8);
      if (format === 'png') expect(boxOf(picture)).toEqual({ left: 158, top: 78, width: 40, height: 20 });
    },
  );

  it.each([
    ['a cover', { fit: 'cover', width: 50, height: 50 }, { left: 39, top: 44, width: 10, height: 5 }],
    [
      'a contain, margin and all',
      { fit: 'contain', width: 100, height: 100, background: '#808080' },
      { left: 78, top: 88, width: 20, height: 10 },
    ],
    [
      'a smart crop',
      { fit: 'cover', width: 50, height: 50, gravity: 'attention' },
      { left: 39, top: 44, width: 10, height: 5 },
    ],
  ])('is placed on what is left to see of %s', async (_, recipe, box) => {
    expect(boxOf(await pictureOf(recipe))).toEqual(box);
  });

  it('lets through as much as it is transparent', async () => {
    const faded = await pictureOf({}, { opacity: 0.5 });
    expect(distance(pixelAt(faded, 178, 88), [192, 192, 192])).toBeLessThanOrEqual(1);
    const half = {
      watermarks: { logo: await encoders.png(painted(40, 20, (x) => [255, 0, 0, x < 20 ? 0 : 255])) },
    };
    const picture = await pictureOf({}, {}, half);
    expect(boxOf(picture)).toMatchObject({ left: 178, width: 20 });
  });

  it('keeps what is transparent around it', async () => {
    const picture = await pictureOf({}, {}, {}, await encoders.png(plain(200, 100, [...grey, 0])));
    expect(pixelAt(picture, 20, 20)[3]).toBe(0);
    expect(pixelAt(picture, 178, 88)).toEqual([...white, 255]);
  });

  it('is drawn anew for each size when it is an SVG', async () => {
    const svg =
      '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20" fill="#fff"/></svg>';
    const picture = await pictureOf({ width: 100 }, {}, { watermarks: { logo: Buffer.from(svg) } });
    expect(boxOf(picture)).toEqual({ left: 79, top: 39, width: 20, height: 10 });
  });

  it('has the same colour on a variant in Display P3', async () => {
    const { icc } = await sharp(await plain(1, 1).withIccProfile('p3').png().toBuffer()).metadata();
    const red = { watermarks: { logo: await encoders.png(plain(40, 20, [255, 0, 0])) } };
    const { data } = await render({ gamut: 'p3' }, {}, red, pngWithProfile(await source(), icc!));
    const { data: values } = await sharp(data, { ignoreIcc: true })
      .raw()
      .toBuffer({ resolveWithObject: true });
    // sRGB's red in the numbers of Display P3 (CSS Color 4).
    expect(
      distance([...values.subarray((88 * 200 + 178) * 3).subarray(0, 3)], [234, 51, 35]),
    ).toBeLessThanOrEqual(1);
  });

  it('leaves variants alone that have no room for it', async () => {
    const bytes = await source(1, 1);
    expect((await pictureOf({}, { margin: 0.4 }, {}, bytes)).data).toHaveLength(3);
  });
});

describe('a watermark that cannot be had', () => {
  it('is refused by name before anything is decoded', async () => {
    const error = await render(
      {},
      {},
      { watermarks: { other: await logo() } },
      Buffer.from('no image'),
    ).catch((e) => e);
    expect(error).toBeInstanceOf(RecipeError);
    expect(error.context).toEqual({
      recipe: '"v"',
      option: 'watermark.image',
      expected: 'the name of one of the watermarks: other',
      received: '"logo"',
    });
    await expect(render({}, {}, { watermarks: {} })).rejects.toThrow('none was given');
    await expect(render({}, { image: 'constructor' })).rejects.toThrow(RecipeError);
  });

  it('is no fault of the picture', async () => {
    const damaged = { watermarks: { logo: (await logo()).subarray(0, 60) } };
    const error = await render({}, {}, damaged).catch((e) => e);
    expect(error).toBeInstanceOf(WatermarkError);
    expect(error).toMatchObject({ code: 'invalid-watermark', context: { image: 'logo' } });
    expect(error.cause.code).toBe('corrupt');
  });
});

describe('the fingerprint', () => {
  const recipes = parseRecipes([
    { name: 'v', fit: 'width', width: 20, format: 'png', watermark: { image: 'logo' } },
  ]);
  const fingerprint = (logo: string, more = {}) =>
    createRenderer(recipes, { watermarks: { logo: Buffer.from(logo), ...more } }).fingerprint;

  it('changes with the bytes of a watermark that is used, and with no other', () => {
    expect(fingerprint('a')).not.toBe(fingerprint('b'));
    expect(fingerprint('a', { other: Buffer.from('c') })).toBe(fingerprint('a'));
  });

  it('is not made without the watermark', () => {
    expect(() => createRenderer(recipes)).toThrow(RecipeError);
  });
});
