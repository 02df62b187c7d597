import fc from 'fast-check';
import { sides } from '../../recipes/fits/crop-position.ts';
import type { Watermark } from '../../recipes/watermark-option.ts';
import { placeWatermark } from './place-watermark.ts';

const logo = { width: 400, height: 100 };
const image = 'logo';

describe('placeWatermark', () => {
  it.each<[string, Partial<Watermark>, object]>([
    [
      'a fifth of the width in the corner below on the right',
      {},
      { width: 200, height: 50, left: 784, top: 734 },
    ],
    ['a share of the width', { width: 0.1, margin: 0 }, { width: 100, height: 25, left: 900, top: 775 }],
    ['its own size at most', { width: 1, margin: 0 }, { width: 400, height: 100, left: 600, top: 700 }],
    ['the middle', { gravity: 'centre' }, { width: 200, height: 50, left: 400, top: 375 }],
    ['the upper left', { gravity: 'northwest', margin: 0.1 }, { width: 200, height: 50, left: 80, top: 80 }],
    ['the edge below', { gravity: 'south', margin: 0 }, { width: 200, height: 50, left: 400, top: 750 }],
  ])('gives it %s', (_, options, box) => {
    expect(placeWatermark(logo, { width: 1000, height: 800 }, { image, ...options })).toEqual(box);
  });

  it('makes it as small as a low variant needs', () => {
    const box = placeWatermark(logo, { width: 1000, height: 20 }, { image, margin: 0.1, width: 1 });
    expect(box).toEqual({ width: 64, height: 16, left: 934, top: 2 });
  });

  it('keeps within the margins of any variant, or leaves the variant alone', () => {
    const size = fc.record({
      width: fc.integer({ min: 1, max: 3000 }),
      height: fc.integer({ min: 1, max: 3000 }),
    });
    const options = fc.record({
      gravity: fc.constantFrom(...sides),
      width: fc.double({ min: 0.01, max: 1, noNaN: true }),
      margin: fc.double({ min: 0, max: 0.4, noNaN: true }),
    });
    fc.assert(
      fc.property(size, size, options, (mark, variant, given) => {
        const box = placeWatermark(mark, variant, { image, ...given });
        if (box === undefined) return;
        const edge = Math.round(Math.min(variant.width, variant.height) * given.margin);
        expect(Math.min(box.width, box.height)).toBeGreaterThanOrEqual(1);
        expect(box.width).toBeLessThanOrEqual(mark.width);
        expect(Math.min(box.left, box.top)).toBeGreaterThanOrEqual(edge);
        expect(box.left + box.width).toBeLessThanOrEqual(variant.width - edge);
        expect(box.top + box.height).toBeLessThanOrEqual(variant.height - edge);
      }),
    );
  });
});
