import { removeFolders } from '../../test-support/program-fixture.ts';
import { setUp } from '../../test-support/resources-fixture.ts';

afterAll(removeFolders);

it('lists what a service finds to have no effect', async () => {
  const { create, provider } = setUp();
  await create('aws:cloudfront/cachePolicy:CachePolicy', { comment: 'for pictures' }, 'pictures');
  await create('aws:cloudfront/distribution:Distribution', { priceClass: 'PriceClass_100' }, 'cdn');
  expect(provider.inert()).toEqual([
    {
      type: 'aws:cloudfront/cachePolicy:CachePolicy',
      name: 'pictures',
      input: 'comment',
      reason: 'nobody reads it',
    },
    {
      type: 'aws:cloudfront/distribution:Distribution',
      name: 'cdn',
      input: 'priceClass',
      reason: 'there is one edge',
    },
  ]);
});
