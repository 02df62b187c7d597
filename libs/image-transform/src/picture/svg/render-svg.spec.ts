import type { Recipe } from '../../recipes/recipe.ts';
import { renderVariants } from '../../render-variants.ts';
import { decoded, distance, pixelAt, type Pixels } from '../../testing/images.ts';
import { readHeader } from '../../testing/read-header.ts';
import { filled, svg } from '../../testing/svg-files.ts';

const recipes: readonly Recipe[] = [
  { name: 'thumb', fit: 'cover', width: 40, height: 40, format: 'jpeg' },
  { name: 'small', fit: 'width', width: 80, format: 'png' },
  { name: 'large', fit: 'width', width: 1000, format: 'webp', lossless: true },
];

const render = async (bytes: Buffer): Promise<Pixels[]> => {
  const { variants } = await renderVariants(bytes, recipes);
  return Promise.all(variants.map(({ data }) => decoded(data)));
};

const extent = ({ width, height }: Pixels) => [width, height];

const leftHalf = '<rect width="50%" height="100%" fill="#dc1e14"/>';

describe('SVG', () => {
  it('becomes variants like any other picture, never larger than it says it is', async () => {
    const [thumb, small, large] = await render(svg('width="200" height="100"', leftHalf));
    expect([thumb!, small!, large!].map(extent)).toEqual([
      [40, 40],
      [80, 40],
      [200, 100],
    ]);
    expect([pixelAt(large!, 99, 50), pixelAt(large!, 100, 50)]).toEqual([
      [220, 30, 20, 255],
      [0, 0, 0, 0],
    ]);
  });

  it('is white where it is transparent, as JPEG', async () => {
    const [thumb] = await render(svg('width="200" height="100"', leftHalf));
    expect(distance(pixelAt(thumb!, 35, 20), [255, 255, 255])).toBeLessThan(4);
    expect(distance(pixelAt(thumb!, 5, 20), [220, 30, 20])).toBeLessThan(8);
  });

  it('is described', async () => {
    const bytes = svg('width="200" height="100"', filled('#dc1e14'));
    expect(await renderVariants(bytes, recipes)).toMatchObject({
      header: await readHeader(bytes),
      dominantColor: '#dc1e14',
      hasTransparency: false,
      isAnimated: false,
    });
    const { hasTransparency } = await renderVariants(svg('width="200" height="100"', leftHalf), recipes);
    expect(hasTransparency).toBe(true);
  });

  it('is as large as its variants when it says more than anybody asks for', async () => {
    const bytes = svg('width="9000" height="9000"', filled('#dc1e14'));
    const [, small] = (await renderVariants(bytes, recipes)).variants;
    expect([small!.width, small!.height]).toEqual([80, 80]);
  });
});
