import type { Picture } from '../../picture/pixels/picture.ts';
import { createPictureCache } from './picture-cache.ts';

/** A picture of so many bytes. */
const picture = (bytes: number): Picture => ({
  width: bytes / 4,
  height: 1,
  channels: 4,
  pixels: new Uint8Array(bytes),
});

const drawer = (bytes = 40) => jest.fn(() => Promise.resolve(picture(bytes)));

describe('a picture cache', () => {
  it('makes a picture once, for whoever asks while it is made or later', async () => {
    const cached = createPictureCache(100);
    const draw = drawer();
    const [a, b] = await Promise.all([cached('a', draw), cached('a', draw)]);
    expect([b, await cached('a', draw)]).toEqual([a, a]);
    expect(draw).toHaveBeenCalledTimes(1);
  });

  it('keeps as many bytes as it may, of those that were used last', async () => {
    const cached = createPictureCache(100);
    const draws = { a: drawer(), b: drawer(), c: drawer() };
    for (const key of ['a', 'b', 'a', 'c'] as const) await cached(key, draws[key]);
    for (const key of ['c', 'a'] as const) await cached(key, draws[key]);
    expect(Object.values(draws).map((draw) => draw.mock.calls.length)).toEqual([1, 1, 1]);
    await cached('b', draws.b);
    expect(draws.b).toHaveBeenCalledTimes(2);
  });

  it('keeps none that is larger than all it may keep, and counts it no longer', async () => {
    const cached = createPictureCache(100);
    const [large, small] = [drawer(104), drawer()];
    for (let time = 0; time < 3; time++) {
      await cached('large', large);
      await cached('small', small);
    }
    expect(large).toHaveBeenCalledTimes(3);
    await cached('small', small);
    expect(small.mock.calls.length).toBeLessThanOrEqual(3);
    const twice = small.mock.calls.length;
    await cached('small', small);
    expect(small).toHaveBeenCalledTimes(twice);
  });

  it('tries again after a failure', async () => {
    const cached = createPictureCache(100);
    await expect(cached('a', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    await expect(cached('a', drawer())).resolves.toMatchObject({ width: 10 });
  });
});
