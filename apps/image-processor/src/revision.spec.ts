import { revisionOf } from './revision.ts';

const identity = { sequencer: '5', generation: 0, fingerprint: 'f', sha256: 'a' };

describe('revisionOf', () => {
  it('is the same for the same rendering', () => {
    expect(revisionOf(identity)).toBe(revisionOf({ ...identity }));
    expect(revisionOf(identity)).toMatch(/^[0-9a-f]{20}$/);
  });

  it.each([{ sequencer: '6' }, { generation: 1 }, { fingerprint: 'g' }, { sha256: 'b' }])(
    'differs with %j',
    (change) => {
      expect(revisionOf({ ...identity, ...change })).not.toBe(revisionOf(identity));
    },
  );

  it('keeps its parts apart', () => {
    expect(revisionOf({ ...identity, sequencer: '51' })).not.toBe(
      revisionOf({ ...identity, sequencer: '5', generation: 10 }),
    );
  });
});
