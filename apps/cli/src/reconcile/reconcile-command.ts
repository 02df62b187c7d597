import { Command, InvalidArgumentError } from 'commander';
import type { CommandContext } from '../command/command-context.ts';
import { stackHelp, withStackOptions } from '../command/stack-options.ts';
import type { ReconcileOptions } from './reconcile-stack.ts';

const help = `${stackHelp}
Finds objects without a record, records without an object, and variants that no record points to: after a restored
table, events that were lost for good, or a fault. Objects and records are processed by the function, variants that
no record can come to point to are removed. What is newer than --min-hours may be under way and is left alone.

It says what it would do, and why, with --dry-run; on a deployed stack it needs --yes to do it.

Exit code: 0 all agree or agree now, 1 something could not be mended.

Examples:
  $ imgpipe reconcile --dry-run
  $ imgpipe reconcile --stack prod --yes --json | jq -r .kind | sort | uniq -c
`;

/** Options and help of `imgpipe reconcile`. What it does is loaded when it runs, so that help comes at once. */
export const reconcileCommand = (context: CommandContext): Command =>
  withStackOptions(
    new Command('reconcile')
      .summary('compare both buckets and the table, and mend what differs')
      .description('Compares raw bucket, table and processed bucket with each other, and mends what differs.')
      .option('--min-hours <n>', 'leave alone what is newer', parseHours, 24)
      .option('--dry-run', 'only say what differs')
      .option('--yes', 'do it on a deployed stack'),
  )
    .addHelpText('after', help)
    .action(async (options: ReconcileOptions) => {
      const { reconcileStack } = await import('./reconcile-stack.ts');
      await reconcileStack(options, context);
    });

const parseHours = (value: string): number => {
  const hours = Number(value);
  if (/^[0-9]{1,5}(\.[0-9]+)?$/.test(value)) return hours;
  throw new InvalidArgumentError('Expected a number of hours.');
};
