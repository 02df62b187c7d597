import fc from 'fast-check';
import { parseDeadLetter } from './dead-letter.ts';

/** As S3 writes keys into events: form-encoded, with `+` for a space. */
const encodeKey = (key: string): string => encodeURIComponent(key).replaceAll('%20', '+');

const message = (
  keys: readonly string[],
  responsePayload: unknown = { errorType: 'E', errorMessage: 'm' },
): string =>
  JSON.stringify({
    version: '1.0',
    timestamp: '2024-05-01T08:00:00.000Z',
    requestContext: {
      requestId: 'r',
      functionArn: 'arn',
      condition: 'RetriesExhausted',
      approximateInvokeCount: 3,
    },
    requestPayload: {
      Records: keys.map((key) => ({ s3: { bucket: { name: 'raw' }, object: { key: encodeKey(key) } } })),
    },
    responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
    responsePayload,
  });

it('finds the object of every key that S3 can hold', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: 'grapheme', minLength: 1 }), { minLength: 1, maxLength: 3 }),
      (keys) => {
        expect(parseDeadLetter(message(keys)).objects).toEqual(keys.map((key) => ({ bucket: 'raw', key })));
      },
    ),
    { examples: [[['a b+c%20d.jpg']], [['100%.jpg']]] },
  );
});

it('tells the last error, the number of attempts, and the event as it was', () => {
  const body = message(['a'], { errorType: 'Sandbox.Timedout', errorMessage: 'after 60 s' });
  expect(parseDeadLetter(body)).toEqual({
    objects: [{ bucket: 'raw', key: 'a' }],
    errorType: 'Sandbox.Timedout',
    errorMessage: 'after 60 s',
    attempts: 3,
    failedAt: '2024-05-01T08:00:00.000Z',
    event: JSON.parse(body).requestPayload,
  });
  expect(parseDeadLetter(message(['a'], {}))).toMatchObject({ errorType: 'Error', errorMessage: '' });
});

it.each([
  undefined,
  '',
  'hello',
  '{}',
  '{"requestContext":{"approximateInvokeCount":1},"requestPayload":{}}',
  '{"timestamp":"2024-05-01T08:00:00.000Z","requestPayload":{}}',
])('refuses what Lambda does not send: %j', (body) =>
  expect(() => parseDeadLetter(body)).toThrow(expect.objectContaining({ code: 'dead-letter-unreadable' })),
);

it.each([
  ['a key that is not form-encoded', '"key":"photo"', '"key":"100%.jpg"'],
  ['an empty key', '"key":"photo"', '"key":""'],
  ['no records', '"Records"', '"records"'],
])('is about no object where S3 does not send the event: %s', (_what, sound, wrong) => {
  expect(parseDeadLetter(message(['photo']).replace(sound, wrong)).objects).toEqual([]);
});
