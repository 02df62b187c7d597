import * as fc from 'fast-check';
import { sequencers } from '../../test/arbitrary-records.ts';
import { InvalidArgumentError } from '../errors.ts';
import { compareSequencers, normaliseSequencer } from './sequencer.ts';

/** The rule as AWS states it: the shorter padded on the right with zeros, then compared as text. */
const paddedOrder = (a: string, b: string): number => {
  const length = Math.max(a.length, b.length);
  const [left, right] = [a, b].map((text) => text.toUpperCase().padEnd(length, '0')) as [string, string];
  return left === right ? 0 : left < right ? -1 : 1;
};

const textOrder = (a: string, b: string) => (a === b ? 0 : a < b ? -1 : 1);

/** Independent sequencers seldom share a beginning; these do. */
const pairs = fc.oneof(
  fc.tuple(sequencers, sequencers),
  fc.tuple(sequencers, sequencers).map(([a, b]): [string, string] => [a, a + b]),
  fc.tuple(sequencers, sequencers).map(([a, b]): [string, string] => [a + b, a]),
);

describe('normaliseSequencer', () => {
  it.each([
    ['0055AED6DCD90281E5', '0055AED6DCD90281E5'],
    ['0055aed6dcd90281e5', '0055AED6DCD90281E5'],
    ['0A00', '0A'],
    ['0', '0'],
    ['0000', '0'],
  ])('spells %s as %s', (given, normalised) => {
    expect(normaliseSequencer(given)).toBe(normalised);
  });

  it('makes text order the order of right-padded sequencers', () => {
    fc.assert(
      fc.property(pairs, ([a, b]) => {
        expect(textOrder(normaliseSequencer(a), normaliseSequencer(b))).toBe(paddedOrder(a, b));
      }),
      { numRuns: 2000 },
    );
  });

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(sequencers, (sequencer) => {
        const once = normaliseSequencer(sequencer);
        expect(normaliseSequencer(once)).toBe(once);
      }),
    );
  });

  it.each(['', 'xyz', '0A ', '-1', 'A'.repeat(65), undefined as unknown as string])(
    'refuses %p, naming what it expects',
    (sequencer) => {
      expect(() => normaliseSequencer(sequencer)).toThrow(InvalidArgumentError);
      expect(() => normaliseSequencer(sequencer)).toThrow('Expected 1 to 64 hexadecimal digits.');
    },
  );
});

describe('compareSequencers', () => {
  it.each([
    ['0A', '0B', -1],
    ['0B', '0A', 1],
    ['0a00', '0A', 0],
    ['0A', '0A01', -1],
    ['1', '0FFF', 1],
  ])('compares %s with %s as %d', (a, b, order) => {
    expect(compareSequencers(a, b)).toBe(order);
  });

  it('agrees with right-padding in any spelling', () => {
    fc.assert(fc.property(pairs, ([a, b]) => expect(compareSequencers(a, b)).toBe(paddedOrder(a, b))));
  });
});
