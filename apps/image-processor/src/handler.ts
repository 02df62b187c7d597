import { ObjectsFailedError } from './errors.ts';
import { readObjectEvents, type ObjectEventResult } from './object-events.ts';
import type { Pipeline } from './pipeline.ts';
import { processObject } from './process-object.ts';
import type { Invocation } from './render-in-time.ts';
import type { Telemetry } from './telemetry.ts';

/**
 * The function: every record of an S3 notification, one after the other so that only one image is in memory at a time.
 * One that fails does not keep the others from being processed; the invocation then fails as a whole, Lambda retries
 * it, and what was done already ends as superseded.
 */
export const createHandler = (
  pipeline: Pipeline,
  telemetry: Telemetry,
): ((payload: unknown, invocation: Invocation) => Promise<void>) =>
  async function handler(payload, invocation) {
    try {
      const results = readObjectEvents(payload);
      if (results.length === 0) telemetry.testEvent();
      const failures = await processAll(pipeline, telemetry, results, invocation);
      if (failures.length > 0) throw new ObjectsFailedError(failures, results.length);
    } finally {
      telemetry.flush();
    }
  };

const processAll = async (
  pipeline: Pipeline,
  telemetry: Telemetry,
  results: readonly ObjectEventResult[],
  invocation: Invocation,
): Promise<readonly unknown[]> => {
  const failures: unknown[] = [];
  for (const result of results) {
    try {
      if (!result.ok) throw result.error;
      telemetry.ended(result.event, await processObject(pipeline, result.event, invocation));
    } catch (error) {
      telemetry.failed(result.ok ? result.event : undefined, error);
      failures.push(error);
    }
  }
  return failures;
};
