import * as v from 'valibot';
import { StackError } from '../errors.ts';

const name = v.pipe(v.string(), v.nonEmpty());
const address = v.pipe(v.string(), v.url());

/** What the commands need of a stack's outputs. The program may export more. */
const stackOutputs = v.object({
  region: name,
  rawBucket: name,
  processedBucket: name,
  tableName: name,
  tableIndexName: name,
  deadLetterQueueUrl: address,
  cdnBaseUrl: address,
});

export type StackOutputs = Readonly<v.InferOutput<typeof stackOutputs>>;

/** @throws StackError outputs-unexpected */
export const parseStackOutputs = (outputs: unknown): StackOutputs => {
  const parsed = v.safeParse(stackOutputs, outputs);
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  const output = v.getDotPath(issue) ?? 'outputs';
  throw new StackError(`The stack's output ${output} is not as expected: ${issue.message}.`, {
    code: 'outputs-unexpected',
    remedy: 'Use the Pulumi program and the imgpipe of the same version.',
    context: { output },
  });
};
