import fc from 'fast-check';
import { fits } from './fits.ts';

const size = (text: string) => {
  const [width = 0, height = 0] = text.split('x').map(Number);
  return { width, height };
};

describe('cover', () => {
  it.each([
    ['4000x3000', '200x200', '267x200', { left: 34, top: 0, width: 200, height: 200 }],
    ['3000x4000', '200x200', '200x267', { left: 0, top: 34, width: 200, height: 200 }],
    ['400x400', '200x100', '200x200', { left: 0, top: 50, width: 200, height: 100 }],
    ['200x200', '200x200', '200x200', { left: 0, top: 0, width: 200, height: 200 }],
    ['201x200', '200x200', '201x200', { left: 1, top: 0, width: 200, height: 200 }],
    ['150x300', '200x200', '150x300', { left: 0, top: 75, width: 150, height: 150 }],
    ['199x5000', '200x200', '199x5000', { left: 0, top: 2401, width: 199, height: 199 }],
    ['100x50', '200x200', '100x50', { left: 25, top: 0, width: 50, height: 50 }],
    ['50x300', '400x100', '50x300', { left: 0, top: 144, width: 50, height: 13 }],
    ['1x1', '8192x1', '1x1', { left: 0, top: 0, width: 1, height: 1 }],
  ])('brings %s into %s by scaling to %s and cutting %j', (source, box, scaled, crop) => {
    expect(fits.cover.place(size(source), { fit: 'cover', ...size(box) })).toEqual({
      scaled: size(scaled),
      crop,
    });
  });
});

describe('inside', () => {
  it.each([
    ['4000x3000', '200x200', '200x150'],
    ['3000x4000', '200x200', '150x200'],
    ['4000x3000', '8000x200', '267x200'],
    ['100x50', '200x200', '100x50'],
    ['5000x1', '100x100', '100x1'],
  ])('brings %s into %s as %s', (source, box, scaled) => {
    expect(fits.inside.place(size(source), { fit: 'inside', ...size(box) })).toEqual({
      scaled: size(scaled),
    });
  });
});

describe('width', () => {
  it.each([
    ['4000x3000', 640, '640x480'],
    ['3000x4000', 640, '640x853'],
    ['639x1000', 640, '639x1000'],
    ['640x1000', 640, '640x1000'],
    ['641x1', 640, '640x1'],
    // Halves of a pixel, as libvips rounds them: sometimes up, sometimes down.
    ['1024x484', 640, '640x303'],
    ['60x110', 39, '39x71'],
    ['240x120', 237, '237x118'],
  ])('makes %s %i wide as %s', (source, width, scaled) => {
    expect(fits.width.place(size(source), { fit: 'width', width })).toEqual({ scaled: size(scaled) });
  });
});

describe('every fit', () => {
  const side = fc.integer({ min: 1, max: 20_000 });
  const edge = fc.integer({ min: 1, max: 8192 });

  it('never enlarges, never leaves the picture and never makes nothing', () => {
    fc.assert(
      fc.property(side, side, edge, edge, (width, height, boxWidth, boxHeight) => {
        const box = { width: boxWidth, height: boxHeight };
        const placements = [
          fits.cover.place({ width, height }, { fit: 'cover', ...box }),
          fits.inside.place({ width, height }, { fit: 'inside', ...box }),
          fits.width.place({ width, height }, { fit: 'width', width: boxWidth }),
        ];
        for (const { scaled, crop = { ...scaled, left: 0, top: 0 } } of placements) {
          expect(scaled.width).toBeLessThanOrEqual(width);
          expect(scaled.height).toBeLessThanOrEqual(height);
          expect(Math.min(crop.left, crop.top)).toBeGreaterThanOrEqual(0);
          expect(Math.min(crop.width, crop.height)).toBeGreaterThanOrEqual(1);
          expect(crop.left + crop.width).toBeLessThanOrEqual(scaled.width);
          expect(crop.top + crop.height).toBeLessThanOrEqual(scaled.height);
          expect(crop.width).toBeLessThanOrEqual(boxWidth);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('gives a cover its full box wherever the source is large enough', () => {
    const large = fc.integer({ min: 0, max: 5000 });
    fc.assert(
      fc.property(edge, edge, large, large, (width, height, moreWidth, moreHeight) => {
        const source = { width: width + moreWidth, height: height + moreHeight };
        const { crop } = fits.cover.place(source, { fit: 'cover', width, height });
        expect(crop).toMatchObject({ width, height });
      }),
    );
  });
});
