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
export const eventTypes = [
  's3:ObjectCreated:*',
  's3:ObjectCreated:Put',
  's3:ObjectCreated:Post',
  's3:ObjectCreated:Copy',
  's3:ObjectCreated:CompleteMultipartUpload',
  's3:ObjectRemoved:*',
  's3:ObjectRemoved:Delete',
  's3:ObjectRemoved:DeleteMarkerCreated',
  's3:LifecycleExpiration:*',
  's3:LifecycleExpiration:Delete',
  's3:LifecycleExpiration:DeleteMarkerCreated',
] as const;

/** A target whose filter values are decoded and ready to be compared with keys. */
export type ParsedTarget = Required<NotificationTarget>;

/**
 * Checks a bucket's notification configuration as S3 does.
 * @throws S3ConfigurationError invalid-notification: a filter that is not percent-encoded, an id that occurs twice, or two targets that claim the same event of the same key
 */
export const parseNotificationTargets = (
  bucket: string,
  targets: readonly NotificationTarget[],
): ParsedTarget[] => {
  const parsed = targets.map(({ prefix = '', suffix = '', ...target }) => ({
    ...target,
    prefix: decodeFilter(bucket, 'prefix', prefix),
    suffix: decodeFilter(bucket, 'suffix', suffix),
  }));
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
