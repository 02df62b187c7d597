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

/** Names and addresses of what a stack is made of. */
export type StackOutputs = Readonly<v.InferOutput<typeof stackOutputs>>;

/**
 * The outputs that the commands need; others are left out.
 * @throws StackError outputs-unexpected, which names the first that is missing or no name or URL
 */
export const parseStackOutputs = (outputs: unknown): StackOutputs => {
  const parsed = v.safeParse(stackOutputs, outputs);
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  const output = v.getDotPath(issue) ?? 'outputs';
  throw new StackError({
    code: 'outputs-unexpected',
    problem: `The stack's output ${output} is not as expected: ${issue.message}.`,
    remedy: 'Use the Pulumi program and the imgpipe of the same version.',
    context: { output },
  });
};
