import { tiffOfPixels, type TiffForm } from '@image-pipeline/image-file/testing';
import { ImageRejectedError } from '@image-pipeline/image-file';
import { renderVariants } from '../render-variants.ts';
import type { Recipe } from '../recipes/recipe.ts';
import { decoded } from '../testing/images.ts';
import { tiffColours, type TiffColours } from '../testing/tiff-colours.ts';

/** Sides that no tile divides, so that the last ones are cut. */
const [width, height] = [20, 18];
const recipe: Recipe = { name: 'v', fit: 'width', width, format: 'png' };
const quarterAt = (x: number, y: number): number => (y < height / 2 ? 0 : 2) + (x < width / 2 ? 0 : 1);

/** Largest difference of any sample from what the colours are, or why the file is refused. */
const outcomeOf = async (colours: TiffColours, form: TiffForm): Promise<number | string> => {
  const { samplesOf, shownAs, tags } = colours(form.bits, form.sampleFormat ?? 1);
  const quarters = [0, 1, 2, 3].map(samplesOf);
  const wanted = [0, 1, 2, 3].map(shownAs);
  const samplesAt = (x: number, y: number) => quarters[quarterAt(x, y)] ?? [];
  const file = tiffOfPixels({ width, height, samplesAt }, form, tags);
  try {
    const { variants } = await renderVariants(file, [recipe]);
    const { data, channels } = await decoded(variants[0]!.data);
    let largest = 0;
    for (let at = 0; at < width * height; at++) {
      const colour = wanted[quarterAt(at % width, Math.floor(at / width))] ?? [];
      for (const [n, level] of colour.entries()) {
        const shown = n < channels ? (data[at * channels + n] ?? NaN) : 255;
        largest = Math.max(largest, Math.abs(shown - level));
      }
    }
    return largest;
  } catch (error) {
    if (error instanceof ImageRejectedError) return error.code;
    throw error;
  }
};

const layouts: readonly Partial<TiffForm>[] = [
  { compression: 'none', order: 'MM' },
  { compression: 'lzw', rowsPerStrip: 6, isDifferenced: true },
  { compression: 'deflate', rowsPerStrip: 6, order: 'MM' },
  { compression: 'packBits', rowsPerStrip: 6 },
  { compression: 'zstd' },
  { compression: 'none', tile: 16 },
  { compression: 'lzw', tile: 16, isDifferenced: true },
  { compression: 'deflate', tile: 16, order: 'MM' },
  { compression: 'packBits', tile: 16 },
  { inPlanes: true, compression: 'none', order: 'MM' },
  { inPlanes: true, compression: 'lzw', rowsPerStrip: 6, isDifferenced: true },
  { inPlanes: true, compression: 'deflate', tile: 16 },
];
const wholeNumbers = [1, 2, 4, 8, 16].map((bits) => ({ bits }));
const others = [
  ...[6, 10, 12, 14, 24, 32, 64].map((bits) => ({ bits, sampleFormat: 1 })),
  ...[8, 16, 32].map((bits) => ({ bits, sampleFormat: 2 })),
  ...[16, 32, 64].map((bits) => ({ bits, sampleFormat: 3 })),
];

describe.each(Object.entries(tiffColours))('a TIFF of %s', (name, colours) => {
  it.each(wholeNumbers)('has its colours or is refused by name, $bits bits a sample', async ({ bits }) => {
    const outcomes = new Map<string, number | string>();
    for (const layout of layouts) {
      // Nobody tells differences of fewer than 8 bits.
      const form = { bits, ...layout, isDifferenced: bits >= 8 && layout.isDifferenced === true };
      outcomes.set(JSON.stringify(form), await outcomeOf(colours, form));
    }
    const wrong = [...outcomes].filter(([, outcome]) =>
      typeof outcome === 'number' ? outcome > 3 : outcome !== 'unsupported-format',
    );
    expect(wrong).toEqual([]);
    const right = [...outcomes].filter(([, outcome]) => typeof outcome === 'number');
    expect([name, right.length > 0]).toEqual([name, rendered(name, bits)]);
  });

  it.each(others)('is refused by name: $bits bits a sample of format $sampleFormat', async (form) => {
    await expect(outcomeOf(colours, form)).resolves.toBe('unsupported-format');
  });
});

/** So that a table that refuses too much shows. */
const rendered = (name: string, bits: number): boolean => {
  if (name.startsWith('L*a*b*')) return bits === 16 && !name.endsWith('alpha');
  if (name.startsWith('YCbCr')) return false;
  if (name === 'CMYK with alpha') return bits === 8;
  if (bits >= 8) return true;
  return /^(grey|a palette)/.test(name) && !name.includes('alpha');
};
