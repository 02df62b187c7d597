import { createRequire } from 'node:module';
import { Command } from 'commander';
import type { CommandContext } from './command/command-context.ts';
import { deadLettersCommand } from './dead-letters/dead-letters-command.ts';
import { listCommand } from './list/list-command.ts';
import { planCommand } from './plan/plan-command.ts';
import { processCommand } from './process/process-command.ts';
import { reconcileCommand } from './reconcile/reconcile-command.ts';
import { redriveCommand } from './redrive/redrive-command.ts';
import { reprocessCommand } from './reprocess/reprocess-command.ts';
import { showCommand } from './show/show-command.ts';
import { startCommand } from './start/start-command.ts';

/** Every command of `imgpipe`; a new one is a folder with its `<name>-command.ts`, and one word here. */
const commands = [
  startCommand,
  processCommand,
  planCommand,
  listCommand,
  showCommand,
  reprocessCommand,
  deadLettersCommand,
  redriveCommand,
  reconcileCommand,
];

const { version } = createRequire(import.meta.url)('../package.json') as { readonly version: string };

const help = `
Exit code: 0 all is well, 1 something was rejected or failed, 2 wrong usage, 128 + n stopped by signal n.
Results go to stdout, everything else to stderr.
`;

/**
 * The whole command line. Words go to the context's output; how it ended is thrown.
 * @throws CommanderError for wrong usage, and with code 0 after help and version; what a command throws
 */
export const createCommandLine = (context: CommandContext): Command => {
  const imgpipe = new Command('imgpipe')
    .description(
      'A photo lands in S3; seconds later its thumbnails are on a CDN and its metadata is in DynamoDB.',
    )
    .version(version)
    .addHelpText('after', help);
  for (const create of commands) imgpipe.addCommand(create(context));

  for (const command of [imgpipe, ...imgpipe.commands]) {
    const name = command === imgpipe ? 'imgpipe' : `imgpipe ${command.name()}`;
    command
      // The caller decides how the process ends.
      .exitOverride()
      .configureOutput({
        writeOut: (text) => context.output.line(text.trimEnd()),
        writeErr: (text) => context.output.note(text.trimEnd()),
      })
      .showHelpAfterError(`Run ${name} --help for what is possible.`);
  }
  return imgpipe;
};
