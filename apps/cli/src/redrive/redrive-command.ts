import { Command } from 'commander';
import type { CommandContext } from '../command/command-context.ts';
import { stackHelp, withStackOptions } from '../command/stack-options.ts';
import type { RedriveOptions } from './redrive-letters.ts';

const help = `${stackHelp}
Safe to repeat and to stop: an event that is handled already changes nothing, and a letter leaves the queue only after
its event has passed.

Exit code: 0 all passed, 1 some failed again.

Examples:
  $ imgpipe redrive
  $ imgpipe redrive --only Sandbox.Timedout --stack prod
  $ imgpipe redrive --only holiday/beach.jpg
`;

/** Options and help of `imgpipe redrive`. What it does is loaded when it runs, so that help comes at once. */
export const redriveCommand = (context: CommandContext): Command =>
  withStackOptions(
    new Command('redrive')
      .summary('hand what failed for good to the function again')
      .description(
        'Hands the events in the dead-letter queue to the function again and removes those that pass.',
      )
      .option('--only <what>', 'only those about this image (key, id, address) or of this type of error'),
  )
    .addHelpText('after', help)
    .action(async (options: RedriveOptions) => {
      const { redriveLetters } = await import('./redrive-letters.ts');
      await redriveLetters(options, context);
    });
