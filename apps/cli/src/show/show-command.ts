import { Command } from 'commander';
import type { CommandContext } from '../command/command-context.ts';
import { stackHelp, withStackOptions, type StackOptions } from '../command/stack-options.ts';

const help = `${stackHelp}
An image is named by its key in the raw bucket, by its id, or by the address of one of its variants.

Examples:
  $ imgpipe show holiday/beach.jpg
  $ imgpipe show https://images.example.com/5f…/0055…-0-9c…/thumb.jpg --stack prod
  $ imgpipe show holiday/beach.jpg --json | jq -r '.variants[].cdnUrl'
`;

/** Options and help of `imgpipe show`. What it does is loaded when it runs, so that help comes at once. */
export const showCommand = (context: CommandContext): Command =>
  withStackOptions(
    new Command('show')
      .summary('print what is known about an image')
      .description(
        'Prints the record of an image: its source, its metadata, its variants or why it has none.',
      )
      .argument('<image>', 'its key, its id or the address of a variant'),
  )
    .addHelpText('after', help)
    .action(async (image: string, options: StackOptions) => {
      const { printImage } = await import('./print-image.ts');
      await printImage(image, options, context);
    });
