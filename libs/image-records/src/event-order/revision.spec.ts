import { contentOf, isRenderingOf, parseRevision, revisionName } from './revision.ts';
import { variantKey } from '../identity/variant-key.ts';

const revision = { sequencer: '0055AED6DCD90281E5', generation: 12, content: '9c1d4f' };

describe('a revision', () => {
  it('is named after its event, its generation and its content', () => {
    expect(revisionName(revision)).toBe('0055AED6DCD90281E5-12-9c1d4f');
  });

  it('can be read back from its name', () => {
    expect(parseRevision(revisionName(revision))).toEqual(revision);
  });

  it('fits into a key', () => {
    const parts = {
      imageId: 'a'.repeat(32),
      revision: revisionName(revision),
      name: 'thumb',
      extension: 'jpg',
    };
    expect(variantKey(parts)).toContain('/0055AED6DCD90281E5-12-9c1d4f/');
  });

  it.each([
    '',
    'f3c1a5d2',
    '05-0',
    '05-0-',
    '50-0-ab',
    '5g-0-ab',
    '05-00-ab',
    '05-1-AB',
    '05-1-a/b',
    '05--1-ab',
    '05-0-ab-1',
  ])('is not read from %p', (name) => {
    expect(parseRevision(name)).toBeUndefined();
  });
});

describe('the content of a revision', () => {
  const input = { fingerprint: 'f', sha256: 'a' };
  const named = (sequencer: string) => revisionName({ sequencer, generation: 1, content: contentOf(input) });

  it('is the same for the same rendering, whatever event it is made for', () => {
    expect(contentOf(input)).toMatch(/^[0-9a-f]{20}$/);
    expect(isRenderingOf(named('05'), input)).toBe(true);
    expect(isRenderingOf(named('07'), { ...input })).toBe(true);
  });

  it.each([{ fingerprint: 'g' }, { sha256: 'b' }, { fingerprint: 'fa', sha256: '' }])(
    'differs with %j',
    (change) => {
      expect(isRenderingOf(named('05'), { ...input, ...change })).toBe(false);
    },
  );

  it('is not known of a name of somebody else', () => {
    expect(isRenderingOf('f3c1a5d2', input)).toBe(false);
  });
});
