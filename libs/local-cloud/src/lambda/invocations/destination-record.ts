import type { QueuedInvocation, DiscardCondition } from './invocation-store.ts';
import { executedVersion } from './invocation.ts';

/**
 * What an on-failure destination is told about an event that was given up.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
 */
export interface DestinationRecord {
  readonly version: '1.0';
  readonly timestamp: string;
  readonly requestContext: {
    readonly requestId: string;
    readonly functionArn: string;
    readonly condition: DiscardCondition;
    readonly approximateInvokeCount: number;
  };
  readonly requestPayload: unknown;
  /** This and `responsePayload` are absent when the function never saw the event. */
  readonly responseContext?: {
    readonly statusCode: 200;
    readonly executedVersion: typeof executedVersion;
    readonly functionError: 'Unhandled';
  };
  readonly responsePayload?: unknown;
}

/** @param now milliseconds since the epoch */
export const destinationRecord = (
  invocation: QueuedInvocation,
  condition: DiscardCondition,
  functionArn: string,
  now: number,
): DestinationRecord => ({
  version: '1.0',
  timestamp: new Date(now).toISOString(),
  requestContext: {
    requestId: invocation.requestId,
    functionArn: `${functionArn}:${executedVersion}`,
    condition,
    approximateInvokeCount: invocation.attempts,
  },
  requestPayload: JSON.parse(invocation.payload),
  ...(invocation.lastError && {
    responseContext: { statusCode: 200, executedVersion, functionError: 'Unhandled' },
    responsePayload: invocation.lastError,
  }),
});
