import { defaultRecipes } from '../../src/recipes/default-recipes.ts';
import { parseRecipes } from '../../src/recipes/parse-recipes.ts';
import { createRenderer } from '../../src/render-variants.ts';
import { photo } from '../../src/testing/images.ts';
import { svg } from '../../src/testing/svg-files.ts';
import type { Case } from '../case.ts';
import { measure } from '../measure.ts';
import { phonePhoto } from '../photos.ts';

const marked = (image: string) =>
  parseRecipes(defaultRecipes.map((recipe) => ({ ...recipe, watermark: { image } })));

/**
 * A mark on each of the default variants, a fifth of their width. A renderer draws it once for each size and keeps it:
 * `first` is one that has to.
 */
export const watermark: Case = {
  name: 'default variants from 12 MP with a watermark on each, CPU of those without',
  atMost: 1.1,
  async measure(runs) {
    const { bytes } = await phonePhoto(12, 'srgb');
    const png = await photo(600, 200).ensureAlpha(0.5).png().toBuffer();
    const watermarks = {
      png,
      svg: svg(
        'width="300" height="100" viewBox="0 0 300 100"',
        '<circle cx="150" cy="50" r="45" fill="#fff8"/>',
      ),
    };
    const plain = createRenderer(parseRecipes(defaultRecipes));
    const withPng = createRenderer(marked('png'), { watermarks });
    const withSvg = createRenderer(marked('svg'), { watermarks });
    const times = await measure(
      {
        without: () => plain.render(bytes),
        png: () => withPng.render(bytes),
        svg: () => withSvg.render(bytes),
        first: () => createRenderer(marked('png'), { watermarks }).render(bytes),
      },
      runs,
    );
    const detail =
      `${times.png.cpu.toFixed(0)} of ${times.without.cpu.toFixed(0)} ms CPU; of an SVG ${times.svg.cpu.toFixed(0)}; ` +
      `drawn anew for the image ${times.first.cpu.toFixed(0)}`;
    return { ratio: times.png.cpu / times.without.cpu, runs, detail };
  },
};
