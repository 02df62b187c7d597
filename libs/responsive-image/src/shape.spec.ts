import fc from 'fast-check';
import { keepsShape } from './shape.ts';

const pixels = fc.integer({ min: 1, max: 20_000 });

test('every scaling of a source, rounded to whole pixels, keeps its shape', () => {
  fc.assert(
    fc.property(pixels, pixels, pixels, (width, height, newWidth) => {
      const scale = newWidth / width;
      const variant = { width: newWidth, height: Math.max(1, Math.round(height * scale)) };
      expect(keepsShape(variant, { width, height })).toBe(true);
    }),
  );
});

test.each([
  [200, 200, 4000, 3000, false],
  [200, 200, 4000, 4000, true],
  [640, 480, 4000, 3000, true],
  [640, 481, 4000, 3000, false],
  [638, 480, 4000, 3000, false],
  [640, 427, 3000, 2000, true],
  [640, 425, 3000, 2000, false],
  [480, 640, 4000, 3000, false],
  [640, 1, 10_000, 1, true],
  [640, 2, 10_000, 1, false],
])('%i x %i of %i x %i: %s', (width, height, sourceWidth, sourceHeight, kept) => {
  expect(keepsShape({ width, height }, { width: sourceWidth, height: sourceHeight })).toBe(kept);
});
