import type { DiscardedEvents } from './events/notifications.ts';

/** Something that went wrong behind the callers' backs. */
export type Incident =
  | ({ readonly kind: 'events-discarded' } & DiscardedEvents)
  | { readonly kind: 'internal-error'; readonly requestId?: string; readonly cause: unknown };

/** An incident in words, with the stack of its cause. */
export const describeIncident = (incident: Incident): string => {
  if (incident.kind === 'events-discarded') {
    const { bucket, count } = incident;
    return `${count} events of bucket ${bucket} are for functions that it no longer notifies: discarded.`;
  }
  const { requestId = '(none)', cause } = incident;
  return `Request ${requestId} to S3 failed: ${cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)}`;
};
