import * as v from 'valibot';
import type { Pipeline } from './pipeline.ts';

/** What decides the bytes of variants now, for operators who look for records of earlier deployments. */
export interface DeploymentAnswer {
  /** Of recipes, watermarks, renderer and limits: `contentOf` of image-records makes the content of a revision of it. */
  readonly fingerprint: string;
}

/** What `pipeline-operations` sends. */
const describeRequest = v.strictObject({ describe: v.literal('deployment') });

/** Whether an operator asks what is deployed. */
export const isDescribeRequest = (payload: unknown): boolean => v.is(describeRequest, payload);

/** Answers that. */
export const describeDeployment = ({ renderer }: Pick<Pipeline, 'renderer'>): DeploymentAnswer => ({
  fingerprint: renderer.fingerprint,
});
