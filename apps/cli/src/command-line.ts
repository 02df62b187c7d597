import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import * as v from 'valibot';
import { manifestPath } from './checkout-paths.ts';
import type { CommandContext } from './command/command-context.ts';
import { planCommand } from './plan/plan-command.ts';
import { processCommand } from './process/process-command.ts';
import { startCommand } from './start/start-command.ts';

/** Every command of `imgpipe`; a new one is one folder, whose <name>-command.ts has its options and help, and one line here. */
const commands = [startCommand, processCommand, planCommand];

const manifest = v.pipe(v.string(), v.parseJson(), v.object({ version: v.string() }));

const help = `
Exit code: 0 all is well, 1 something was rejected or failed, 2 wrong usage, 128 + n stopped by signal n.
Results go to stdout, everything else to stderr.
`;

export const createCommandLine = (context: CommandContext): Command => {
  const program = new Command('imgpipe')
    .description(
      'A photo lands in S3; seconds later its thumbnails are on a CDN and its metadata is in DynamoDB.',
    )
    .version(v.parse(manifest, readFileSync(manifestPath, 'utf8')).version)
    .addHelpText('after', help);

  for (const create of commands) program.addCommand(create(context));

  for (const command of [program, ...program.commands]) {
    command
      // The caller decides how the process ends.
      .exitOverride()
      .configureOutput({
        writeOut: (text) => context.output.line(text.trimEnd()),
        writeErr: (text) => context.output.note(text.trimEnd()),
      });
    command.showHelpAfterError(`Run ${[...ancestors(command)].join(' ')} --help for what is possible.`);
  }
  return program;
};

function* ancestors(command: Command): Generator<string> {
  if (command.parent !== null) yield* ancestors(command.parent);
  yield command.name();
}
