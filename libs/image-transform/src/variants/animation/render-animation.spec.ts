import fc from 'fast-check';
import sharp from 'sharp';
import { parseRecipes } from '../../recipes/parse-recipes.ts';
import { renderVariants, type RenderOptions } from '../../render-variants.ts';
import {
  animation,
  blue,
  distance,
  encoders,
  green,
  painted,
  photo,
  pixelAt,
  plain,
  red,
  yellow,
  type Pixels,
} from '../../testing/images.ts';

const colours = [red, green, blue, yellow];

const render = async (bytes: Uint8Array, recipe: object = {}, options: RenderOptions = {}) => {
  const recipes = parseRecipes([
    { name: 'v', fit: 'width', width: 40, format: 'webp', lossless: true, animated: true, ...recipe },
  ]);
  return (await renderVariants(bytes, recipes, options)).variants[0]!;
};

/** Each frame of a file, decoded by itself. */
const framesIn = async (bytes: Uint8Array): Promise<Pixels[]> => {
  const { pages = 1 } = await sharp(bytes).metadata();
  return Promise.all(
    Array.from({ length: pages }, async (_, page) => {
      const { data, info } = await sharp(bytes, { page }).raw().toBuffer({ resolveWithObject: true });
      return { data, width: info.width, height: info.height, channels: info.channels };
    }),
  );
};

const middle = (picture: Pixels) => pixelAt(picture, picture.width >> 1, picture.height >> 1).slice(0, 3);
const played = (bytes: Uint8Array) => sharp(bytes).metadata();
const gif = (frames = 4, options = {}) =>
  animation(80, 60, frames)
    .gif({ delay: [100, 40, 300, 20].slice(0, frames), loop: 3, ...options })
    .toBuffer();

describe('an animated variant', () => {
  it.each([
    ['GIF', () => gif()],
    [
      'WebP',
      () =>
        animation(80, 60, 4)
          .webp({ lossless: true, delay: [100, 40, 300, 20], loop: 3 })
          .toBuffer(),
    ],
  ])('plays every frame of a %s as long and as often as the source', async (_, make) => {
    const source = await make();
    const { data, frames, width, height } = await render(source);
    expect({ frames, width, height }).toEqual({ frames: 4, width: 40, height: 30 });
    const { pages, delay, loop } = await played(data);
    const original = await played(source);
    expect({ pages, delay, loop }).toEqual({ pages: 4, delay: original.delay, loop: original.loop });
    const shown = await framesIn(data);
    for (const [at, frame] of shown.entries()) {
      expect(frame).toMatchObject({ width: 40, height: 30 });
      expect(distance(middle(frame), colours[at]!)).toBeLessThanOrEqual(4);
      // Nothing of the frames above and below it.
      for (const y of [0, 29])
        expect(distance(pixelAt(frame, 20, y).slice(0, 3), colours[at]!)).toBeLessThanOrEqual(4);
    }
  });

  it('plays as often as a WebP can where a GIF asks for more', async () => {
    const source = await gif();
    // NETSCAPE2.0 in the GIF: two bytes of block, then how often it is repeated.
    source.writeUInt16LE(65_535, source.indexOf('NETSCAPE2.0') + 13);
    expect((await played(source)).loop).toBe(65_536);
    expect((await played((await render(source)).data)).loop).toBe(65_535);
  });

  it.each<[string, object, { width: number; height: number }]>([
    ['cover', { fit: 'cover', width: 30, height: 30 }, { width: 30, height: 30 }],
    [
      'cover by attention',
      { fit: 'cover', width: 30, height: 30, gravity: 'attention' },
      { width: 30, height: 30 },
    ],
    [
      'cover at a focus',
      { fit: 'cover', width: 30, height: 30, focus: { x: 1, y: 0 } },
      { width: 30, height: 30 },
    ],
    ['contain', { fit: 'contain', width: 50, height: 50, background: 'white' }, { width: 50, height: 50 }],
    ['inside', { fit: 'inside', width: 20, height: 50 }, { width: 20, height: 15 }],
    ['height', { fit: 'height', height: 20, width: undefined }, { width: 27, height: 20 }],
    ['no enlargement', { width: 500 }, { width: 80, height: 60 }],
    ['sharpening', { sharpen: 1 }, { width: 40, height: 30 }],
  ])('has exactly the size and the colours of its frames: %s', async (_, recipe, size) => {
    const defined = Object.fromEntries(Object.entries(recipe).filter(([, value]) => value !== undefined));
    const base = { name: 'v', fit: 'width', format: 'webp', lossless: true, animated: true };
    const recipes = parseRecipes([
      { ...base, ...(Object.hasOwn(recipe, 'width') ? {} : { width: 40 }), ...defined },
    ]);
    const { variants } = await renderVariants(await gif(), recipes);
    const shown = await framesIn(variants[0]!.data);
    expect(shown.map(({ width, height }) => ({ width, height }))).toEqual(Array(4).fill(size));
    expect(shown.map((frame, at) => distance(middle(frame), colours[at]!) <= 6)).toEqual(Array(4).fill(true));
  });

  it('cuts every frame where the first one is most striking', async () => {
    // A striking spot that wanders from the left to the right.
    const frames = await Promise.all(
      [10, 70].map((spot) =>
        painted(80, 20, (x, y) => (Math.hypot(x - spot, y - 10) < 6 ? [255, 40, 20] : [128, 128, 128]))
          .raw()
          .toBuffer(),
      ),
    );
    const raw = { width: 80, height: 40, channels: 3, pageHeight: 20 } as const;
    const source = await sharp(Buffer.concat(frames), { raw }).webp({ lossless: true }).toBuffer();
    const { data } = await render(source, { fit: 'cover', width: 20, height: 20, gravity: 'attention' });
    const [first, second] = await framesIn(data);
    const isRed = (frame: Pixels) => frame.data.includes(255) && frame.data.includes(20);
    expect([isRed(first!), isRed(second!)]).toEqual([true, false]);
  });

  it('carries the watermark on every frame, and the credit once', async () => {
    const logo = await encoders.png(plain(80, 60, [255, 255, 255]));
    const { data } = await render(
      await gif(),
      { metadata: 'copyright', watermark: { image: 'logo', width: 0.5, margin: 0 } },
      { watermarks: { logo }, credit: { rights: 'Lucja' } },
    );
    for (const frame of await framesIn(data)) {
      expect(distance(pixelAt(frame, 38, 28).slice(0, 3), [255, 255, 255])).toBeLessThanOrEqual(2);
    }
    expect((await played(data)).exif!.includes('Lucja')).toBe(true);
  });

  it('keeps transparency, and the colours of a profile as sRGB has them', async () => {
    const glass = Buffer.concat(
      [
        [200, 90, 40, 0],
        [200, 90, 40, 255],
      ].map((p) => Buffer.alloc(8 * 8 * 4, Uint8Array.from(p))),
    );
    const raw = { width: 8, height: 16, channels: 4, pageHeight: 8 } as const;
    const source = await sharp(glass, { raw }).withIccProfile('p3').webp({ lossless: true }).toBuffer();
    const [clear, solid] = await framesIn((await render(source)).data);
    expect(pixelAt(clear!, 4, 4)[3]).toBe(0);
    expect(distance(pixelAt(solid!, 4, 4), [200, 90, 40, 255])).toBeLessThanOrEqual(3);
  });

  it('keeps its length, whatever the number of frames and their delays', async () => {
    const lengths = fc.array(fc.integer({ min: 2, max: 500 }), { minLength: 2, maxLength: 9 });
    await fc.assert(
      fc.asyncProperty(lengths, async (hundredths) => {
        const delay = hundredths.map((each) => each * 10);
        const source = await animation(12, 8, delay.length).gif({ delay }).toBuffer();
        const { data } = await render(source);
        const sum = (values: readonly number[] = []) => values.reduce((a, b) => a + b, 0);
        expect(sum((await played(data)).delay)).toBe(sum(delay));
      }),
      { numRuns: 15 },
    );
  });
});

describe('the memory of an animation', () => {
  it('is given back as soon as its variants are made: the frames of the source and of the variant', async () => {
    const transfer = jest.spyOn(ArrayBuffer.prototype, 'transfer');
    const released: number[] = [];
    transfer.mockImplementation(function (this: ArrayBuffer) {
      released.push(this.byteLength);
      return this;
    });
    try {
      await render(await gif());
    } finally {
      transfer.mockRestore();
    }
    expect(released).toEqual(expect.arrayContaining([80 * 60 * 4 * 4, 40 * 30 * 4 * 4]));
  });
});

describe('a variant that does not move', () => {
  it('is the first frame when the recipe does not ask', async () => {
    const { data, frames } = await render(await gif(), { animated: false });
    expect(frames).toBe(1);
    expect((await played(data)).pages).toBeUndefined();
    expect(distance(middle((await framesIn(data))[0]!), red)).toBeLessThanOrEqual(4);
  });

  it.each([
    ['a still GIF', () => encoders.gif(photo(80, 60))],
    ['a JPEG', () => encoders.jpeg(photo(80, 60))],
    ['the pages of a TIFF', () => encoders.tiff(animation(80, 60, 3))],
    [
      'an animation on its side',
      () => animation(80, 60, 3).withMetadata({ orientation: 6 }).webp().toBuffer(),
    ],
  ])('comes of %s', async (_, make) => {
    const { frames, data } = await render(await make());
    expect(frames).toBe(1);
    expect((await played(data)).pages).toBeUndefined();
  });

  it('comes of frames that its margins would make larger than a source may be', async () => {
    const framed = { fit: 'contain', width: 500, height: 500 };
    const small = { maxPixels: 4 * 500 * 500 - 1 };
    await expect(render(await gif(), framed, small)).resolves.toMatchObject({ width: 500, frames: 1 });
    await expect(render(await gif(), framed)).resolves.toMatchObject({ width: 500, frames: 4 });
  });

  it('is encoded once for recipes that play it and that do not', async () => {
    const still = { name: 'still', fit: 'width', width: 40, format: 'webp' } as const;
    const { variants } = await renderVariants(await encoders.jpeg(photo(80, 60)), [
      still,
      { ...still, name: 'moving', animated: true },
    ]);
    expect(variants[1]!.data).toBe(variants[0]!.data);
  });

  it('stands beside one that does, from the same animation', async () => {
    const recipes = parseRecipes([
      { name: 'moving', fit: 'width', width: 40, format: 'webp', animated: true },
      { name: 'poster', fit: 'width', width: 40, format: 'webp' },
      { name: 'again', fit: 'inside', width: 40, height: 40, format: 'webp', animated: true },
    ]);
    const { variants, isAnimated } = await renderVariants(await gif(), recipes);
    expect(isAnimated).toBe(true);
    expect(variants.map(({ name, frames }) => [name, frames])).toEqual([
      ['moving', 4],
      ['poster', 1],
      ['again', 4],
    ]);
    expect(variants[2]!.data).toBe(variants[0]!.data);
  });
});

describe('a damaged animation', () => {
  it('is rejected when all of it is wanted', async () => {
    const source = await animation(80, 60, 4).webp({ lossless: true, effort: 0 }).toBuffer();
    const cut = Buffer.from(source);
    cut.fill(0xff, Math.floor(source.length * 0.6), Math.floor(source.length * 0.9));
    await expect(render(cut)).rejects.toMatchObject({ name: 'ImageRejectedError', code: 'corrupt' });
  });

  it('is too large with all its frames, not with one', async () => {
    await expect(render(await gif(), {}, { maxPixels: 80 * 60 * 4 - 1 })).rejects.toMatchObject({
      code: 'too-many-pixels',
    });
    await expect(render(await gif(), {}, { maxPixels: 80 * 60 * 4 })).resolves.toMatchObject({ frames: 4 });
  });
});
