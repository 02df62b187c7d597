import * as v from 'valibot';
import { S3ConfigurationError } from '../s3-error.ts';
import { formDecode } from './event-record.ts';
import type { ObjectEventName } from './object-change.ts';

/** A function that is told of a bucket's changes. */
export interface NotificationTarget {
  readonly id: string;
  readonly functionArn: string;
  /** Such as `s3:ObjectCreated:*`; at least one. */
  readonly events: readonly string[];
  /** What the key begins with, percent-encoded where it has special characters, as S3 wants it. */
  readonly prefix?: string;
  /** What the key ends with, likewise. Case matters. */
  readonly suffix?: string;
}

/** Event types that S3 knows and that can occur here, or cannot only because nothing here would cause them. */
const eventTypes = [
  's3:ObjectCreated:*',
  's3:ObjectCreated:Put',
  's3:ObjectCreated:Post',
  's3:ObjectCreated:Copy',
  's3:ObjectCreated:CompleteMultipartUpload',
  's3:ObjectRemoved:*',
  's3:ObjectRemoved:Delete',
  's3:ObjectRemoved:DeleteMarkerCreated',
] as const;

const targetSchema = v.strictObject({
  id: v.pipe(v.string(), v.nonEmpty()),
  functionArn: v.pipe(v.string(), v.startsWith('arn:')),
  events: v.pipe(v.array(v.picklist(eventTypes)), v.minLength(1)),
  prefix: v.optional(v.string()),
  suffix: v.optional(v.string()),
});

/** A target whose filter values are decoded and ready to be compared with keys. */
export interface ParsedTarget {
  readonly id: string;
  readonly functionArn: string;
  readonly events: readonly string[];
  readonly prefix: string;
  readonly suffix: string;
}

/**
 * Checks a bucket's notification configuration as S3 does.
 * @throws S3ConfigurationError invalid-notification: an unknown or unsupported event type, a filter that is not
 *   percent-encoded, an id that occurs twice, or two targets that claim the same event of the same key
 */
export const parseNotificationTargets = (bucket: string, targets: readonly unknown[]): ParsedTarget[] => {
  const parsed = targets.map((target) => parseTarget(bucket, target));
  parsed.forEach((target, index) => {
    for (const earlier of parsed.slice(0, index)) refuseOverlap(bucket, earlier, target);
  });
  return parsed;
};

/** The targets that want to hear of an event. */
export const matchingTargets = (
  targets: readonly ParsedTarget[],
  eventName: ObjectEventName,
  key: string,
): ParsedTarget[] =>
  targets.filter(
    ({ events, prefix, suffix }) =>
      events.some((type) => covers(type, `s3:${eventName}`)) &&
      key.startsWith(prefix) &&
      key.endsWith(suffix),
  );

const parseTarget = (bucket: string, target: unknown): ParsedTarget => {
  const result = v.safeParse(targetSchema, target);
  if (!result.success) {
    const [issue] = result.issues;
    throw invalid(
      bucket,
      `notification target, at ${v.getDotPath(issue) ?? 'its root'}: expected ${issue.expected ?? 'something else'} but received ${issue.received}`,
      `Event types that occur here are ${eventTypes.join(', ')}.`,
    );
  }
  const { prefix = '', suffix = '', ...rest } = result.output;
  return {
    ...rest,
    prefix: decodeFilter(bucket, 'prefix', prefix),
    suffix: decodeFilter(bucket, 'suffix', suffix),
  };
};

const decodeFilter = (bucket: string, name: string, value: string): string => {
  try {
    return formDecode(value);
  } catch {
    throw invalid(
      bucket,
      `the filter ${name} "${value}" is not percent-encoded`,
      'Write a literal % as %25.',
    );
  }
};

/** S3 takes two targets for the same event type only when no key can match the filters of both. */
const refuseOverlap = (bucket: string, left: ParsedTarget, right: ParsedTarget): void => {
  if (left.id === right.id) throw invalid(bucket, `two targets have the id ${left.id}`, 'Give each its own.');
  const sameEvent = left.events.some((a) => right.events.some((b) => covers(a, b) || covers(b, a)));
  const prefixes = left.prefix.startsWith(right.prefix) || right.prefix.startsWith(left.prefix);
  const suffixes = left.suffix.endsWith(right.suffix) || right.suffix.endsWith(left.suffix);
  if (sameEvent && prefixes && suffixes) {
    throw invalid(
      bucket,
      `the targets ${left.id} and ${right.id} overlap: both would be told of the same change`,
      'Use disjoint event types, prefixes or suffixes, as S3 demands.',
    );
  }
};

const covers = (type: string, event: string): boolean =>
  type === event || (type.endsWith('*') && event.startsWith(type.slice(0, -1)));

const invalid = (bucket: string, problem: string, remedy: string): S3ConfigurationError =>
  new S3ConfigurationError('invalid-notification', `Bucket ${bucket}: ${problem}.`, {
    remedy,
    context: { bucket },
  });
