import { timeToLive } from './time-to-live.ts';

const policy = { minTtl: 10, defaultTtl: 100, maxTtl: 1000 };

describe('timeToLive', () => {
  it.each([
    ['the default when the origin says nothing', undefined, 100],
    ['the default when it says nothing of time', 'public, immutable', 100],
    ['what the origin says', 'public, max-age=500', 500],
    ['what it says to shared caches first', 'max-age=500, s-maxage=600', 600],
    ['no less than the minimum', 'max-age=1', 10],
    ['no more than the maximum', 'max-age=31536000', 1000],
    ['the minimum for what must not be kept', 'no-store, max-age=500', 10],
    ['the minimum for what is private', 'Private', 10],
    ['the default for a malformed age', 'max-age=soon', 100],
  ])('is %s', (_what, header, expected) => {
    expect(timeToLive(header, policy)).toBe(expected);
  });
});
