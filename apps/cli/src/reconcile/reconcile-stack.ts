import { reconcile, type Difference } from '@image-pipeline/pipeline-operations';
import type { CommandContext } from '../command/command-context.ts';
import { localStack, withStack, type StackOptions } from '../command/stack-options.ts';
import { exitCodes } from '../ending/exit-codes.ts';
import { UsageError } from '../errors.ts';
import { jsonLine } from '../terminal/json-line.ts';
import { printable } from '../terminal/printable.ts';

/** What `imgpipe reconcile` can be asked for. */
export interface ReconcileOptions extends StackOptions {
  readonly minHours: number;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
}

/**
 * Prints where buckets and table differ, and what became of it.
 * @throws UsageError confirmation-needed; what connecting and listing throw; the reason of a stop
 */
export const reconcileStack = async (
  { minHours, dryRun = false, yes, ...options }: ReconcileOptions,
  { output, shutdown: { signal }, exitWith }: CommandContext,
): Promise<void> => {
  if (!dryRun && !yes && options.stack !== localStack) throw confirmationNeeded();
  await withStack(options, async (stack) => {
    const { found, failed } = await reconcile(stack, {
      minHours,
      dryRun,
      signal,
      onDone(difference, error) {
        if (options.json)
          return output.line(jsonLine({ ...difference, ...(error && { failure: error.message }) }));
        const failure = error ? `; failed: ${printable(error.message)}` : '';
        output.line(`${differenceWords(difference, dryRun)}${failure}`);
      },
    });
    output.note(summary(found, failed, dryRun));
    if (failed > 0) exitWith(exitCodes.somethingFailed);
  });
};

const summary = (found: number, failed: number, dryRun: boolean): string => {
  if (found === 0) return 'Buckets and table agree.';
  return dryRun ? `${found} differ` : `${found} differ, ${failed} could not be mended`;
};

const confirmationNeeded = (): UsageError =>
  new UsageError({
    code: 'confirmation-needed',
    problem: 'This changes a deployed stack.',
    remedy: 'See with --dry-run what differs, then give --yes.',
    context: {},
  });

/** What differs, and what is or would be done about it. */
const differenceWords = (difference: Difference, dryRun: boolean): string => {
  const would = (done: string, plan: string) => (dryRun ? plan : done);
  switch (difference.kind) {
    case 'object-without-record':
      return `${printable(difference.source.key)}: the table does not know it as it is; ${would('processed', 'to be processed')}`;
    case 'record-without-object':
      return `${printable(difference.source.key)}: its object is gone; ${would('record and variants removed', 'record and variants to be removed')}`;
    case 'record-without-variants':
      return `${printable(difference.source.key)}: variants of it are gone; ${would('rendered again', 'to be rendered again')}`;
    case 'variants-left-over':
      return `${printable(difference.source.key)}: ${difference.keys.length} variants that its record does not point to; ${would('removed', 'to be removed')}`;
    case 'variants-of-nobody':
      return `${difference.imageId}: ${difference.keys.length} variants without a record; ${would('removed', 'to be removed')}`;
  }
};
