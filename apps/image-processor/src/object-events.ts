import { isObject } from '@image-pipeline/errors';
import { decodeEventKey } from '@image-pipeline/image-records';
import * as v from 'valibot';
import { MalformedEventError } from './errors.ts';

/** Why an object is looked at: something happened to it, at this place in its order, or an operator asks for it. */
export interface ObjectEvent {
  readonly bucket: string;
  /** The object's key, decoded. */
  readonly key: string;
  /**
   * Orders the events of one key; see `normaliseSequencer` of image-records. Absent when nothing happened to the object
   * and it is to be processed once more: at the place in order that its record has.
   */
  readonly sequencer?: string;
  /** S3's name of what happened, such as `ObjectCreated:Put`: for the log only, the object itself is looked at. */
  readonly eventName: string;
}

export type ObjectEventResult =
  | { readonly ok: true; readonly event: ObjectEvent }
  | { readonly ok: false; readonly error: MalformedEventError };

const notification = v.object({ Records: v.array(v.unknown()) });
/** Sent once when the notification is configured; it has no Records. */
const testEvent = v.object({ Event: v.literal('s3:TestEvent') });

/** What `reprocess` of pipeline-operations sends. */
const reprocessRequest = v.strictObject({
  reprocess: v.pipe(
    v.array(
      v.strictObject({ bucket: v.pipe(v.string(), v.minLength(1)), key: v.pipe(v.string(), v.minLength(1)) }),
    ),
    v.minLength(1),
  ),
});

const major2 = v.pipe(v.string(), v.regex(/^2\./, 'eventVersion is not 2.x'));
const objectRecord = v.object({
  eventVersion: major2,
  eventSource: v.literal('aws:s3'),
  eventName: v.pipe(
    v.string(),
    v.regex(
      /^(ObjectCreated|ObjectRemoved|LifecycleExpiration):/,
      'eventName is neither ObjectCreated nor ObjectRemoved nor LifecycleExpiration',
    ),
  ),
  s3: v.object({
    bucket: v.object({ name: v.pipe(v.string(), v.minLength(1)) }),
    object: v.object({
      key: v.pipe(v.string(), v.minLength(1)),
      sequencer: v.pipe(v.string(), v.regex(/^[0-9a-f]+$/i, 'sequencer is not hexadecimal')),
    }),
  }),
});

/**
 * Reads an S3 event notification, or an operator's request to process objects once more. Fields of S3's that are not
 * needed are ignored, as AWS asks of readers. A record that cannot be understood does not hide the others.
 *
 * Shape: https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
 *
 * @returns one result per record; none for the `s3:TestEvent`
 * @throws MalformedEventError when the payload is no S3 notification at all
 */
export const readObjectEvents = (payload: unknown): readonly ObjectEventResult[] => {
  if (v.is(testEvent, payload)) return [];
  if (isObject(payload) && 'reprocess' in payload) return readReprocessRequest(payload);
  const parsed = v.safeParse(notification, payload);
  if (!parsed.success) throw new MalformedEventError('it has no Records');
  return parsed.output.Records.map(readRecord);
};

const readReprocessRequest = (payload: unknown): readonly ObjectEventResult[] => {
  const parsed = v.safeParse(reprocessRequest, payload);
  if (!parsed.success) throw malformed(parsed.issues);
  return parsed.output.reprocess.map((place) => ({ ok: true, event: { ...place, eventName: 'Reprocess' } }));
};

const readRecord = (record: unknown): ObjectEventResult => {
  const parsed = v.safeParse(objectRecord, record);
  if (!parsed.success) return { ok: false, error: malformed(parsed.issues) };
  const { eventName, s3 } = parsed.output;
  const { key } = s3.object;
  try {
    const { sequencer } = s3.object;
    return { ok: true, event: { bucket: s3.bucket.name, key: decodeEventKey(key), sequencer, eventName } };
  } catch (cause) {
    return { ok: false, error: new MalformedEventError('the key is not form-encoded', { key }, { cause }) };
  }
};

const malformed = ([issue]: readonly [
  v.BaseIssue<unknown>,
  ...v.BaseIssue<unknown>[],
]): MalformedEventError =>
  new MalformedEventError(`${v.getDotPath(issue) ?? 'the record'}: ${issue.message}`);
