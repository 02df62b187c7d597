import { isRenderingOf, revisionOf } from './revision.ts';

const order = { sequencer: '5', generation: 0 };
const input = { fingerprint: 'f', sha256: 'a' };

describe('revisionOf', () => {
  it('is the same for the same rendering', () => {
    expect(revisionOf(order, input)).toBe(revisionOf({ ...order }, { ...input }));
    expect(revisionOf(order, input)).toMatch(/^5-0-[0-9a-f]{20}$/);
  });

  it.each([{ sequencer: '6' }, { generation: 1 }])('differs with the event: %j', (change) => {
    expect(revisionOf({ ...order, ...change }, input)).not.toBe(revisionOf(order, input));
  });

  it.each([{ fingerprint: 'g' }, { sha256: 'b' }, { fingerprint: 'fa', sha256: '' }])(
    'differs with what is rendered: %j',
    (change) => {
      expect(revisionOf(order, { ...input, ...change })).not.toBe(revisionOf(order, input));
    },
  );
});

describe('isRenderingOf', () => {
  it('knows a rendering whatever event it was made for', () => {
    expect(isRenderingOf(revisionOf(order, input), input)).toBe(true);
    expect(isRenderingOf(revisionOf({ sequencer: '7', generation: 3 }, input), input)).toBe(true);
  });

  it.each([{ fingerprint: 'g' }, { sha256: 'b' }])('knows none of something else: %j', (change) => {
    expect(isRenderingOf(revisionOf(order, { ...input, ...change }), input)).toBe(false);
  });

  it('knows none by a name of somebody else', () => {
    expect(isRenderingOf('f3c1a5d2', input)).toBe(false);
  });
});
