import fc from 'fast-check';
import { freshnessOf } from './freshness.ts';

const now = Date.parse('2026-01-01T00:00:00Z');
const ttl = (cacheControl: string | undefined, policy = {}, expires?: string) =>
  freshnessOf(
    {
      ...(cacheControl !== undefined && { 'cache-control': cacheControl }),
      ...(expires !== undefined && { expires }),
    },
    { minTtl: 0, defaultTtl: 86_400, maxTtl: 31_536_000, ...policy },
    now,
  );

/** The table of https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/Expiration.html */
test.each([
  ['no word: the default', undefined, {}, 86_400],
  ['no word and a minimum above the default', undefined, { minTtl: 90_000 }, 90_000],
  ['a word that says nothing of time', 'public', {}, 86_400],
  ['max-age within the bounds', 'max-age=100', {}, 100],
  ['max-age over the maximum', 'max-age=100', { maxTtl: 50 }, 50],
  ['max-age under the minimum', 'max-age=100', { minTtl: 200 }, 200],
  ['s-maxage before max-age', 'max-age=100, s-maxage=7', {}, 7],
  ['in any case and with quotes', 'Public , MAX-AGE="100"', {}, 100],
  ['a max-age that is no number', 'max-age=soon', {}, 0],
  ['no-cache with a minimum', 'no-cache', { minTtl: 5 }, 5],
  ['no-store with a minimum', 'no-store', { minTtl: 5 }, 5],
  ['no-store', 'no-store', {}, 0],
])('%s', (_, cacheControl, policy, seconds) => {
  expect(ttl(cacheControl, policy).ttl).toBe(seconds);
});

test.each([
  ['a date to come', 'Thu, 01 Jan 2026 00:01:00 GMT', 60],
  ['a date that is past', 'Wed, 31 Dec 2025 00:00:00 GMT', 0],
  ['no date', '0', 0],
])('Expires with %s', (_, expires, seconds) => {
  expect(ttl(undefined, {}, expires).ttl).toBe(seconds);
  expect(ttl('max-age=7', {}, expires).ttl).toBe(7);
});

test('whatever the origin says, the policy has the last word', () => {
  fc.assert(
    fc.property(
      fc.string(),
      fc.nat(1000),
      fc.nat(1000),
      fc.nat(1000),
      (cacheControl, minTtl, more, evenMore) => {
        const policy = { minTtl, defaultTtl: minTtl + more, maxTtl: minTtl + more + evenMore };
        const { ttl: seconds } = ttl(cacheControl, policy);
        expect(seconds).toBeGreaterThanOrEqual(policy.minTtl);
        expect(seconds).toBeLessThanOrEqual(policy.maxTtl);
      },
    ),
  );
});
