import { Command } from 'commander';
import type { CommandContext } from '../command/command-context.ts';
import { parseFolder, verboseOption } from '../command/common-options.ts';
import type { ProcessOptions } from '../process/process-images.ts';

const help = `
Folders are searched to any depth; hidden files and folders in them are left out. Variants are fetched from the
CDN's address into DIR/<file name>/<variant>.<extension>. Files of the same name in different folders get
DIR/photo.jpg, DIR/photo.jpg (2), … in the order of the paths; characters that file systems cannot hold become _.

With --json each image is one line on stdout as soon as it is done: its record, and
  file               the path
  variants[].file    where the variant was saved (with --out)
  failure            code, message and remedy, when status is "failed"

Exit code: 0 every image is ready, 1 one was rejected or failed, 2 wrong usage.

Examples:
  $ imgpipe process holiday/ --out thumbnails
  $ imgpipe process photo.jpg --json | jq -r '.variants[].width'
`;

/** Options and help of `imgpipe process`. What it does is loaded when it runs, so that help comes at once. */
export const processCommand = (context: CommandContext): Command =>
  new Command('process')
    .summary('run images through a stack that is thrown away afterwards')
    .description(
      'Starts a stack on this machine, uploads the files, prints a record for each, saves the variants and stops.',
    )
    .argument('<path...>', 'image files, or folders that hold some')
    .option('--out <dir>', 'save the variants there', parseFolder)
    .option('--json', 'print one JSON record per line')
    .addOption(verboseOption())
    .addHelpText('after', help)
    .action(async (paths: string[], options: ProcessOptions) => {
      const { processImages } = await import('../process/process-images.ts');
      await processImages(paths, options, context);
    });
