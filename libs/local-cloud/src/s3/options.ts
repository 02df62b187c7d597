import * as v from 'valibot';
import type { AccessControl } from '../iam/access-control.ts';
import type { Deliver, FailedDelivery } from './events/courier.ts';
import type { DiscardedEvents } from './events/notifications.ts';
import { S3ConfigurationError } from './s3-error.ts';

/** Something that went wrong behind the callers' backs. */
export type Incident =
  | ({ readonly kind: 'delivery-failed' } & FailedDelivery)
  | ({ readonly kind: 'events-discarded' } & DiscardedEvents)
  | { readonly kind: 'internal-error'; readonly requestId?: string; readonly cause: unknown };

export interface S3ServiceOptions {
  /** Where objects and events are kept; created when it is missing. One service at a time. */
  readonly dir: string;
  readonly region: string;
  /** 12 digits. */
  readonly accountId: string;
  readonly access: AccessControl;
  /** Hands an event to a function; called again, with growing delays up to 30 s, until it resolves. */
  readonly deliver: Deliver;
  /** Told of failures that no caller sees. By default they become process warnings. */
  readonly onIncident?: (incident: Incident) => void;
}

const isFunction = (value: unknown): boolean => typeof value === 'function';
const text = v.pipe(v.string(), v.nonEmpty());

const optionsSchema = v.strictObject({
  dir: text,
  region: text,
  accountId: v.pipe(v.string(), v.regex(/^\d{12}$/, 'expected 12 digits')),
  access: v.looseObject({ identify: v.custom(isFunction), authorize: v.custom(isFunction) }),
  deliver: v.custom(isFunction),
  onIncident: v.optional(v.custom(isFunction)),
});

/** @throws S3ConfigurationError invalid-options, naming the option */
export const parseOptions = (options: S3ServiceOptions): Required<S3ServiceOptions> => {
  const result = v.safeParse(optionsSchema, options);
  if (!result.success) {
    const [issue] = result.issues;
    const name = v.getDotPath(issue) ?? 'options';
    throw new S3ConfigurationError('invalid-options', `S3 service, option ${name}: ${issue.message}.`, {
      remedy: `Options are ${Object.keys(optionsSchema.entries).join(', ')}.`,
      context: { option: name },
    });
  }
  return { onIncident: warn, ...options };
};

const warn = (incident: Incident): void => {
  process.emitWarning(describe(incident), { type: 'LocalS3Warning', code: incident.kind });
};

const describe = (incident: Incident): string => {
  switch (incident.kind) {
    case 'delivery-failed':
      return `Delivery ${String(incident.attempt)} of an event to ${incident.functionArn} failed, next in ${String(incident.retryInMs)} ms: ${String(incident.cause)}`;
    case 'events-discarded':
      return `${String(incident.count)} events of bucket ${incident.bucket} are for functions that it no longer notifies: discarded.`;
    case 'internal-error':
      return `Request ${incident.requestId ?? '(none)'} failed: ${incident.cause instanceof Error ? (incident.cause.stack ?? incident.cause.message) : String(incident.cause)}`;
  }
};
