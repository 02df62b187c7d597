import { matchingTargets, parseNotificationTargets } from './notification-targets.ts';

const target = (id: string, more: object = {}) => ({
  id,
  functionArn: 'arn:aws:lambda:eu-central-1:123456789012:function:f',
  events: ['s3:ObjectCreated:*'],
  ...more,
});
const parse = (...targets: object[]) => parseNotificationTargets('photos', targets);

describe('a notification configuration', () => {
  it.each([
    ['an event type that S3 does not have', { events: ['s3:ObjectCreate:*'] }, /s3:ObjectCreate:\*/],
    ['an event type that never occurs here', { events: ['s3:ObjectRestore:*'] }, /s3:ObjectRestore:\*/],
    ['no event type', { events: [] }, /events/],
    ['a misspelt option', { sufix: '.jpg' }, /sufix/],
    ['a function that is no ARN', { functionArn: 'image-processor' }, /functionArn/],
    ['a filter that is not encoded', { prefix: '100%' }, /prefix "100%"/],
  ])('is refused with %s', (_name, more, message) => {
    expect(() => parse(target('a', more))).toThrow(
      expect.objectContaining({
        code: 'invalid-notification',
        message: expect.stringMatching(message) as string,
      }) as Error,
    );
  });

  it.each([
    ['one id twice', target('a', { suffix: '.jpg' }), target('a', { suffix: '.png' })],
    ['the same event twice', target('a'), target('b')],
    ['a type and the wildcard over it', target('a'), target('b', { events: ['s3:ObjectCreated:Put'] })],
    ['a prefix within a prefix', target('a', { prefix: 'in/' }), target('b', { prefix: 'in/raw/' })],
    ['a suffix within a suffix', target('a', { suffix: 'jpg' }), target('b', { suffix: '.jpg' })],
    ['a prefix and a suffix that can meet', target('a', { prefix: 'in/' }), target('b', { suffix: '.jpg' })],
  ])('is refused with %s', (_name, left, right) => {
    expect(() => parse(left, right)).toThrow(/two targets|overlap/);
  });

  it.each([
    ['disjoint prefixes', target('a', { prefix: 'in/' }), target('b', { prefix: 'out/' })],
    ['disjoint suffixes', target('a', { suffix: '.jpg' }), target('b', { suffix: '.png' })],
    ['disjoint types', target('a'), target('b', { events: ['s3:ObjectRemoved:*'] })],
  ])('is accepted with %s', (_name, left, right) => {
    expect(parse(left, right)).toHaveLength(2);
  });

  it('matches prefix and suffix by case, and both', () => {
    const targets = parse(target('a', { prefix: 'in/', suffix: '.jpg' }));
    const matches = (key: string) => matchingTargets(targets, 'ObjectCreated:Put', key).length > 0;
    expect(['in/a.jpg', 'in/.jpg', 'in/a.JPG', 'In/a.jpg', 'a.jpg', 'in/a.jpg.txt'].map(matches)).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
  });
});
