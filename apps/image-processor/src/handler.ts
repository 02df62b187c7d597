import { describeDeployment, isDescribeRequest, type DeploymentAnswer } from './describe-deployment.ts';
import { ObjectsFailedError } from './errors.ts';
import { readObjectEvents, type ObjectEventResult } from './object-events.ts';
import type { Pipeline } from './pipeline.ts';
import { processObject, type ObjectOutcome } from './process-object.ts';
import type { Invocation } from './render-in-time.ts';
import type { Telemetry } from './telemetry.ts';

/**
 * The function: every record of an S3 notification, one after the other so that only one image is in memory at a time.
 * An operator's request to process objects once more goes the same way; one for the deployment is answered at once.
 * One that fails does not keep the others from being processed; the invocation then fails as a whole, Lambda retries
 * it, and what was done already ends as superseded.
 */
export const createHandler = (
  pipeline: Pipeline,
  telemetry: Telemetry,
): ((payload: unknown, invocation: Invocation) => Promise<Answer>) =>
  async function handler(payload, invocation) {
    if (isDescribeRequest(payload)) return describeDeployment(pipeline);
    try {
      const results = readObjectEvents(payload);
      if (results.length === 0) telemetry.testEvent();
      const { images, failures } = await processAll(pipeline, telemetry, results, invocation);
      if (failures.length > 0) throw new ObjectsFailedError(failures, results.length);
      return { images };
    } finally {
      telemetry.flush();
    }
  };

/** What whoever waits for an invocation is told; S3 does not. */
export type Answer = { readonly images: readonly ImageAnswer[] } | DeploymentAnswer;

/** How one image ended. */
export interface ImageAnswer {
  readonly imageId: string;
  /** Of the record that stands. */
  readonly status: ObjectOutcome['record']['status'];
  readonly outcome: ObjectOutcome['outcome'];
}

const processAll = async (
  pipeline: Pipeline,
  telemetry: Telemetry,
  results: readonly ObjectEventResult[],
  invocation: Invocation,
): Promise<{ readonly images: readonly ImageAnswer[]; readonly failures: readonly unknown[] }> => {
  const images: ImageAnswer[] = [];
  const failures: unknown[] = [];
  for (const result of results) {
    try {
      if (!result.ok) throw result.error;
      const ended = await processObject(pipeline, result.event, invocation);
      telemetry.ended(result.event, ended);
      images.push({ imageId: ended.record.imageId, status: ended.record.status, outcome: ended.outcome });
    } catch (error) {
      telemetry.failed(result.ok ? result.event : undefined, error);
      failures.push(error);
    }
  }
  return { images, failures };
};
