import { Command, InvalidArgumentError, Option } from 'commander';
import type { CommandContext } from '../command/command-context.ts';
import { stackHelp, withStackOptions } from '../command/stack-options.ts';
import type { ListOptions } from './print-images.ts';

const help = `${stackHelp}
With --json each image is one line: its record.

Examples:
  $ imgpipe list --status rejected
  $ imgpipe list --outdated --json | jq -r .source.key
  $ imgpipe list --since 2026-05-01 --stack prod
`;

/** Options and help of `imgpipe list`. What it does is loaded when it runs, so that help comes at once. */
export const listCommand = (context: CommandContext): Command =>
  withStackOptions(
    new Command('list')
      .summary('list images, newest upload first')
      .description(
        'Prints the images of a stack, newest upload first; those that were deleted are not listed.',
      )
      .addOption(new Option('--status <status>', 'only these').choices(['ready', 'rejected']))
      .option('--outdated', 'only those that were not rendered by what is deployed now')
      .option('--since <time>', 'only those uploaded at this time or later', parseTime)
      .option('--limit <n>', 'at most so many', parseCount),
  )
    .addHelpText('after', help)
    .action(async (options: ListOptions) => {
      const { printImages } = await import('./print-images.ts');
      await printImages(options, context);
    });

const parseTime = (value: string): Date => {
  const time = new Date(value);
  if (!Number.isNaN(time.getTime())) return time;
  throw new InvalidArgumentError('Expected a date or time such as 2026-05-01 or 2026-05-01T08:00:00Z.');
};

const parseCount = (value: string): number => {
  if (/^[1-9][0-9]{0,8}$/.test(value)) return Number(value);
  throw new InvalidArgumentError('Expected a whole number from 1 on.');
};
