import childProcess from 'node:child_process';
import sharp from 'sharp';
import { parseRecipes } from '../../recipes/parse-recipes.ts';
import { createRenderer } from '../../render-variants.ts';
import { pngWithProfile } from '../../testing/files.ts';
import { distance, encoders, plain } from '../../testing/images.ts';

const svg = Buffer.from(
  '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20" fill="#fff"/></svg>',
);
const photo = () => encoders.png(plain(200, 100, [128, 128, 128]));
const recipes = (...options: readonly object[]) =>
  parseRecipes(
    options.map((option, at) => ({
      ...{ name: `v${at}`, fit: 'width', width: 200, format: 'jpeg', watermark: { image: 'logo' } },
      ...option,
    })),
  );

/** As many children as are started while something is done. */
const childrenStarted = async (work: () => Promise<unknown>): Promise<number> => {
  const spawn = jest.spyOn(childProcess, 'spawn');
  try {
    await work();
    return spawn.mock.calls.length;
  } finally {
    spawn.mockRestore();
  }
};

describe('the watermarks of a renderer', () => {
  it('are drawn once for each size, however many variants and images carry them', async () => {
    const marked = recipes({}, { format: 'png' }, { format: 'webp' }, { width: 100 });
    const renderer = createRenderer(marked, { watermarks: { logo: svg } });
    expect(await childrenStarted(async () => renderer.render(await photo()))).toBe(2);
    expect(await childrenStarted(async () => renderer.render(await photo()))).toBe(0);
  });

  it('are opened again after a failure that was not theirs', async () => {
    const watermarks = { logo: await encoders.png(plain(40, 20, [255, 0, 0])) };
    const renderer = createRenderer(recipes({}), { watermarks });
    const file = await photo();
    const metadata = jest.spyOn(sharp.prototype, 'metadata');
    const short = new Error('vips_malloc: out of memory');
    const open = sharp.prototype.metadata;
    metadata.mockImplementationOnce(open).mockRejectedValueOnce(short);
    try {
      await expect(renderer.render(file)).rejects.toBe(short);
    } finally {
      metadata.mockRestore();
    }
    expect((await renderer.render(file)).variants).toHaveLength(1);
  });

  it('are told apart by the colours of the variant', async () => {
    const { icc } = await sharp(await plain(1, 1).withIccProfile('p3').png().toBuffer()).metadata();
    const wide = recipes({ format: 'png' }, { format: 'png', gamut: 'p3' });
    const watermarks = { logo: await encoders.png(plain(40, 20, [255, 0, 0])) };
    const { variants } = await createRenderer(wide, { watermarks }).render(
      pngWithProfile(await photo(), icc!),
    );
    const corners = variants.map(async ({ data }) => {
      const corner = sharp(data, { ignoreIcc: true }).extract({ left: 178, top: 88, width: 1, height: 1 });
      return [...(await corner.raw().toBuffer())];
    });
    const [narrow, displayP3] = await Promise.all(corners);
    expect(narrow).toEqual([255, 0, 0]);
    // sRGB's red in the numbers of Display P3 (CSS Color 4).
    expect(distance(displayP3!, [234, 51, 35])).toBeLessThanOrEqual(1);
  });

  it('are told apart by opacity', async () => {
    const faded = { name: 'faded', watermark: { image: 'logo', opacity: 0.5 } };
    const renderer = createRenderer(recipes({}, faded), { watermarks: { logo: svg } });
    const { variants } = await renderer.render(await photo());
    const brightest = await Promise.all(variants.map(({ data }) => sharp(data).stats()));
    expect(brightest[0]!.channels[0]!.max).toBeGreaterThan(brightest[1]!.channels[0]!.max + 20);
  });

  it('stay as they were drawn for the images that come later', async () => {
    const renderer = createRenderer(recipes({}), { watermarks: { logo: svg } });
    const data = async () => (await renderer.render(await photo())).variants[0]!.data;
    const first = Buffer.from(await data());
    await renderer.render(await encoders.gif(plain(30, 30)));
    expect(Buffer.from(await data())).toEqual(first);
  });

  it('have a time of their own: an image in a hurry does not take it from the next', async () => {
    const renderer = createRenderer(recipes({}), { watermarks: { logo: svg } });
    const hurried = renderer.render(await photo(), { maxMilliseconds: 30 });
    const patient = renderer.render(await photo());
    await expect(hurried).rejects.toMatchObject({ code: 'too-slow' });
    await expect(patient).resolves.toMatchObject({ variants: [{ name: 'v0' }] });
  });
});
