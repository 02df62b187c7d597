import { Command, InvalidArgumentError } from 'commander';
import type { CommandContext } from '../command/command-context.ts';
import { stackHelp, withStackOptions } from '../command/stack-options.ts';
import type { ReprocessOptions } from './reprocess-images.ts';

const help = `${stackHelp}
Records keep their place in the order of events, so a newer upload always wins. Where bytes and recipes are the same,
nothing is rendered and addresses stay. Safe to repeat and to stop; --outdated then goes on where it was.

How many, and what that costs on AWS, is said first. On a deployed stack it then asks, unless --yes is given.

Exit code: 0 all done, 1 some failed.

Examples:
  $ imgpipe reprocess holiday/beach.jpg
  $ imgpipe reprocess --outdated --stack prod
  $ imgpipe reprocess --rejected too-many-pixels --dry-run
  $ imgpipe reprocess --prefix archive/            also makes records of objects that are older than the stack
`;

/** Options and help of `imgpipe reprocess`. What it does is loaded when it runs, so that help comes at once. */
export const reprocessCommand = (context: CommandContext): Command =>
  withStackOptions(
    new Command('reprocess')
      .summary('process images once more, as the function is deployed now')
      .description('Processes images once more, by the recipes and the release that are deployed now.')
      .argument('[image...]', 'keys, ids or addresses of variants')
      .option('--prefix <prefix>', "all objects whose keys begin so; '' is all there are")
      .option('--outdated', 'images that were not rendered by what is deployed now')
      .option('--rejected <code>', 'images that were rejected with this code')
      .option('--dry-run', 'only say which')
      .option('--yes', 'do not ask')
      .option('--concurrency <n>', 'invocations at once, 1 to 200', parseConcurrency, 8),
  )
    .addHelpText('after', help)
    .action(async (images: string[], options: ReprocessOptions) => {
      const { reprocessImages } = await import('./reprocess-images.ts');
      await reprocessImages(images, options, context);
    });

const parseConcurrency = (value: string): number => {
  const number = Number(value);
  if (/^[1-9][0-9]{0,2}$/.test(value) && number <= 200) return number;
  throw new InvalidArgumentError('Expected a whole number from 1 to 200.');
};
