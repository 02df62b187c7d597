import fc from 'fast-check';
import { MalformedEventError } from './errors.ts';
import { readObjectEvents } from './object-events.ts';
import { notificationOf, s3Record } from './testing/s3-notification.ts';

describe('readObjectEvents', () => {
  it('reads every key that S3 can encode', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 50 }), (key) => {
        const [result] = readObjectEvents(notificationOf({ key }));
        expect(result).toMatchObject({ ok: true, event: { key } });
      }),
    );
  });

  it('reads every record, and one that is malformed does not hide the others', () => {
    const results = readObjectEvents({
      Records: [s3Record({ key: 'a.jpg' }), { eventVersion: '2.1' }, s3Record({ key: 'b.jpg' })],
    });
    expect(results.map((result) => (result.ok ? result.event.key : result.error.code))).toEqual([
      'a.jpg',
      'malformed-event',
      'b.jpg',
    ]);
  });

  it.each([
    'ObjectCreated:CompleteMultipartUpload',
    'ObjectRemoved:DeleteMarkerCreated',
    'LifecycleExpiration:Delete',
    'LifecycleExpiration:DeleteMarkerCreated',
  ])('reads %s', (eventName) => {
    expect(readObjectEvents(notificationOf({ eventName }))).toMatchObject([
      { ok: true, event: { eventName } },
    ]);
  });

  it("reads an operator's request to process objects once more", () => {
    const objects = [
      { bucket: 'raw-images', key: 'a+b é.jpg' },
      { bucket: 'raw-images', key: 'c.jpg' },
    ];
    expect(readObjectEvents({ reprocess: objects })).toEqual(
      objects.map((place) => ({ ok: true, event: { ...place, eventName: 'Reprocess' } })),
    );
  });

  it.each([
    [{ reprocess: [] }, 'reprocess'],
    [{ reprocess: [{ bucket: 'raw-images' }] }, 'reprocess.0.key'],
    [{ reprocess: [{ bucket: 'b', key: 'k', sequencer: '01' }] }, 'sequencer'],
    [{ reprocess: [{ bucket: 'b', key: 'k' }], force: true }, 'force'],
  ])('refuses the request %j, by name', (payload, named) => {
    expect(() => readObjectEvents(payload)).toThrow(
      expect.objectContaining({ code: 'malformed-event', message: expect.stringContaining(named) }),
    );
  });

  it('has nothing to do for the test event that S3 sends when a notification is configured', () => {
    expect(readObjectEvents({ Service: 'Amazon S3', Event: 's3:TestEvent', Bucket: 'raw' })).toEqual([]);
  });

  it('takes later minor versions and ignores fields that it does not know', () => {
    const record = { ...s3Record({ key: 'a.jpg' }), eventVersion: '2.9', novelty: true };
    expect(readObjectEvents({ Records: [record] })).toMatchObject([{ ok: true }]);
  });

  it.each([
    ['another major version', { eventVersion: '3.0' }, 'eventVersion'],
    ['another source', { eventSource: 'aws:sns' }, 'eventSource'],
    ['another kind of event', { eventName: 'ObjectRestore:Completed' }, 'eventName'],
  ])('names what is wrong with %s', (_what, change, named) => {
    const [result] = readObjectEvents({ Records: [{ ...s3Record({ key: 'a.jpg' }), ...change }] });
    expect(result).toMatchObject({ ok: false, error: { message: expect.stringContaining(named) } });
  });

  it.each(['%', '%E0%A4', 'a%zz'])('reports the key %s, which is no form encoding', (encodedKey) => {
    const [result] = readObjectEvents({ Records: [s3Record({ encodedKey })] });
    expect(result).toMatchObject({ ok: false, error: { context: { key: encodedKey } } });
  });

  it('refuses a record without a sequencer: its place in the order is unknown', () => {
    const [result] = readObjectEvents({ Records: [s3Record({ key: 'a.jpg', sequencer: '' })] });
    expect(result).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining('s3.object.sequencer') },
    });
  });

  it.each([[undefined], [null], [{}], ['Records'], [{ Records: 'none' }]])(
    'refuses %j, which is no notification',
    (payload) => {
      expect(() => readObjectEvents(payload)).toThrow(MalformedEventError);
    },
  );
});
