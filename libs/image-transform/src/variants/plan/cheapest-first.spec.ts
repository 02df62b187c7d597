import { cheapestFirst, encodedPixels } from './cheapest-first.ts';

const variant = (name: string, width: number, cost: number) => ({
  name,
  cost,
  placement: { scaled: { width, height: 1 } },
});

const paid = (budget: number, ...variants: readonly ReturnType<typeof variant>[]) =>
  [...cheapestFirst(variants, ({ cost }) => cost, budget)].map(({ name }) => name);

describe('cheapestFirst', () => {
  const all = [variant('large', 30, 30), variant('small', 10, 10), variant('medium', 20, 20)];

  it('pays for the smallest first, whatever their order, up to the very last of the budget', () => {
    expect(paid(60, ...all)).toEqual(['small', 'medium', 'large']);
    expect(paid(59, ...all)).toEqual(['small', 'medium']);
    expect(paid(9, ...all)).toEqual([]);
  });

  it('leaves what a dear one does not get to those after it', () => {
    expect(paid(40, variant('dear', 5, 100), ...all)).toEqual(['small', 'medium']);
  });
});

describe('encodedPixels', () => {
  it('counts what is cut off no longer, and margins too', () => {
    const scaled = { width: 100, height: 100 };
    const crop = { width: 10, height: 20, left: 0, top: 0 };
    const margin = { left: 1, right: 1, top: 0, bottom: 0 };
    expect(encodedPixels({ placement: { scaled, crop } })).toBe(200);
    expect(encodedPixels({ placement: { scaled, margin } })).toBe(10_200);
  });
});
