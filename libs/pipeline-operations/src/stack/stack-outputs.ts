import * as v from 'valibot';
import { UnexpectedOutputsError } from '../errors.ts';

const name = v.pipe(v.string(), v.nonEmpty());
const address = v.pipe(v.string(), v.url());

const stackOutputs = v.object({
  region: name,
  rawBucket: name,
  processedBucket: name,
  tableName: name,
  tableIndexName: name,
  functionName: name,
  deadLetterQueueUrl: address,
  cdnBaseUrl: address,
});

/** Names and addresses of what a stack is made of: those of the Pulumi program's outputs that operations need. */
export type StackOutputs = Readonly<v.InferOutput<typeof stackOutputs>>;

/**
 * The outputs that are needed, out of what `pulumi stack output --json` prints; others are left out.
 * @throws UnexpectedOutputsError which names the first that is missing or no name or URL
 */
export const parseStackOutputs = (outputs: unknown): StackOutputs => {
  const parsed = v.safeParse(stackOutputs, outputs);
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  throw new UnexpectedOutputsError(v.getDotPath(issue) ?? 'outputs', issue.message);
};
