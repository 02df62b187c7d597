import { Command } from 'commander';
import type { CommandContext } from '../command/command-context.ts';
import { stackHelp, withStackOptions, type StackOptions } from '../command/stack-options.ts';

const help = `${stackHelp}
Nothing is taken out of the queue. With --json each dead letter is one line: objects, errorType, errorMessage,
attempts, failedAt, event.

Examples:
  $ imgpipe dead-letters
  $ imgpipe dead-letters --stack prod --json | jq -r .errorType | sort | uniq -c
`;

/** Options and help of `imgpipe dead-letters`. What it does is loaded when it runs, so that help comes at once. */
export const deadLettersCommand = (context: CommandContext): Command =>
  withStackOptions(
    new Command('dead-letters')
      .summary('list what failed for good, and why')
      .description(
        'Prints the events that the function failed at three times, and what it said the last time.',
      ),
  )
    .addHelpText('after', help)
    .action(async (options: StackOptions) => {
      const { printDeadLetters } = await import('./print-dead-letters.ts');
      await printDeadLetters(options, context);
    });
