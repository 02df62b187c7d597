import fc from 'fast-check';
import type { Placement } from '../../geometry/placement.ts';
import { fits } from './fit-table.ts';

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

describe('the part that a cover keeps', () => {
  const kept = (source: string, position: object) =>
    fits.cover.place(size(source), { fit: 'cover', ...size('100x100'), ...position }).crop;

  it.each([
    ['centre', 51, 50],
    ['north', 51, 0],
    ['northeast', 101, 0],
    ['east', 101, 50],
    ['southeast', 101, 100],
    ['south', 51, 100],
    ['southwest', 0, 100],
    ['west', 0, 50],
    ['northwest', 0, 0],
  ])('lies %s', (gravity, left, top) => {
    // Of one direction only there is something to cut: once on the sides, once above and below.
    expect(kept('201x100', { gravity })).toEqual({ width: 100, height: 100, left, top: 0 });
    expect(kept('100x200', { gravity })).toEqual({ width: 100, height: 100, left: 0, top });
  });

  it.each([
    [0, 0],
    [0.24, 0],
    [0.25, 0],
    [0.3, 10],
    [0.5, 50],
    [0.74, 98],
    [0.75, 100],
    [1, 100],
  ])('has a focus at %f in its middle, as far as the edges allow: from pixel %i', (at, start) => {
    expect(kept('200x100', { focus: { x: at, y: 0 } })).toMatchObject({ left: start, top: 0 });
    expect(kept('100x200', { focus: { x: 1, y: at } })).toMatchObject({ left: 0, top: start });
    expect(kept('400x200', { focus: { x: at, y: 1 } })).toMatchObject({ left: start, top: 0 });
  });

  it.each(['attention', 'entropy'] as const)('is left to the pixels by %s', (gravity) => {
    expect(kept('200x100', { gravity })).toEqual({ width: 100, height: 100, seek: gravity });
  });
});

describe('contain', () => {
  it.each<[string, string, Placement]>([
    ['400x200', '100x100', { scaled: size('100x50'), margin: { left: 0, top: 25, right: 0, bottom: 25 } }],
    ['200x400', '100x101', { scaled: size('51x101'), margin: { left: 25, top: 0, right: 24, bottom: 0 } }],
    ['40x30', '100x100', { scaled: size('40x30'), margin: { left: 30, top: 35, right: 30, bottom: 35 } }],
    ['200x200', '100x100', { scaled: size('100x100') }],
  ])('frames %s in %s', (source, box, placement) => {
    expect(fits.contain.place(size(source), { fit: 'contain', ...size(box) })).toEqual(placement);
  });
});

describe('height', () => {
  it.each([
    ['4000x3000', 480, '640x480'],
    ['3000x4000', 853, '640x853'],
    ['1000x639', 640, '1000x639'],
    ['1x641', 640, '1x640'],
  ])('makes %s %i high as %s', (source, height, scaled) => {
    expect(fits.height.place(size(source), { fit: 'height', height })).toEqual({ scaled: size(scaled) });
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
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  const none = { left: 0, top: 0, right: 0, bottom: 0 };

  it('never enlarges, never leaves the picture and never makes nothing', () => {
    fc.assert(
      fc.property(side, side, edge, edge, share, share, (width, height, boxWidth, boxHeight, x, y) => {
        const box = { width: boxWidth, height: boxHeight };
        const placements = [
          fits.cover.place({ width, height }, { fit: 'cover', ...box }),
          fits.cover.place({ width, height }, { fit: 'cover', ...box, gravity: 'southeast' }),
          fits.cover.place({ width, height }, { fit: 'cover', ...box, focus: { x, y } }),
          fits.inside.place({ width, height }, { fit: 'inside', ...box }),
          fits.width.place({ width, height }, { fit: 'width', width: boxWidth }),
        ];
        for (const { scaled, crop = { ...scaled, left: 0, top: 0 } } of placements) {
          if ('seek' in crop) throw new Error('nothing was left to the pixels');
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

  it('gives a contained picture its full box, framed evenly', () => {
    fc.assert(
      fc.property(side, side, edge, edge, (width, height, boxWidth, boxHeight) => {
        const box = { width: boxWidth, height: boxHeight };
        const { scaled, margin = none } = fits.contain.place({ width, height }, { fit: 'contain', ...box });
        const { left, top, right, bottom } = margin;
        expect(scaled.width).toBeLessThanOrEqual(width);
        expect(scaled.height).toBeLessThanOrEqual(height);
        expect(scaled.width + left + right).toBe(boxWidth);
        expect(scaled.height + top + bottom).toBe(boxHeight);
        expect(Math.min(left - right, top - bottom)).toBeGreaterThanOrEqual(0);
        expect(Math.max(left - right, top - bottom)).toBeLessThanOrEqual(1);
      }),
      { numRuns: 1000 },
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
