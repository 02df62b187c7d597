import { parseBucketNotification } from '../bucket-inputs.ts';
import { matchingTargets, parseNotificationTargets } from './notification-targets.ts';

const target = (id: string, more: object = {}) => ({
  id,
  functionArn: 'arn:aws:lambda:eu-central-1:123456789012:function:f',
  events: ['s3:ObjectCreated:*'],
  ...more,
});
const parse = (...targets: ReturnType<typeof target>[]) => parseNotificationTargets('photos', targets);

describe('a notification configuration', () => {
  it.each([
    [
      'an event type that S3 does not have',
      { events: ['s3:ObjectCreate:*'] },
      /events.0 is "s3:ObjectCreate:\*"/,
    ],
    ['an event type that never occurs here', { events: ['s3:ObjectRestore:*'] }, /s3:ObjectRestore:\*/],
    ['no event type', { events: [] }, /events is 0, expected at least one/],
    ['a misspelt option', { filterSufix: '.jpg' }, /filterSufix is not supported/],
    ['a function that is no ARN', { lambdaFunctionArn: 'image-processor' }, /expected an ARN/],
  ])('is refused with %s', (_name, more, message) => {
    const declared = {
      lambdaFunctionArn: 'arn:aws:lambda:::function:f',
      events: ['s3:ObjectCreated:*'],
      ...more,
    };
    expect(() => parseBucketNotification({ bucket: 'photos', lambdaFunctions: [declared] })).toThrow(
      expect.objectContaining({
        code: 'unsupported-input',
        message: expect.stringMatching(message) as string,
      }) as Error,
    );
  });

  it('is refused with a filter that is not encoded', () => {
    expect(() => parse(target('a', { prefix: '100%' }))).toThrow(
      expect.objectContaining({
        code: 'invalid-notification',
        message: expect.stringMatching(/prefix "100%"/) as string,
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
