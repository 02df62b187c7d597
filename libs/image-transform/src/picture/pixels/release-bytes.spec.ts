import { releaseBytes } from './release-bytes.ts';

describe('releaseBytes', () => {
  it('leaves bytes of their own empty, once and again', () => {
    const bytes = new Uint8Array(1000).fill(7);
    releaseBytes(bytes);
    releaseBytes(bytes);
    expect(bytes.length).toBe(0);
  });

  it.each<[string, () => Uint8Array]>([
    ['a part of others', () => new Uint8Array(new ArrayBuffer(1000), 0, 999).fill(7)],
    ['a buffer of the pool', () => Buffer.from('small')],
    ['shared with other threads', () => new Uint8Array(new SharedArrayBuffer(10)).fill(7)],
  ])('leaves alone what is %s', (_, make) => {
    const bytes = make();
    const before = [...bytes];
    releaseBytes(bytes);
    expect([...bytes]).toEqual(before);
  });
});
