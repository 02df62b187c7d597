import { Command } from 'commander';
import pMap from 'p-map';
import { collectFiles } from '../collect-files.ts';
import { consumeDeadLetters } from '../dead-letters.ts';
import { outputNames } from '../output-names.ts';
import { prepareFolder } from '../prepare-folder.ts';
import type { ImageOutcome } from '../process/image-outcome.ts';
import { outcomeCounts, outcomeTable } from '../process/outcome-table.ts';
import { processFile, type NamedFile } from '../process/process-file.ts';
import { startLocalStack, type LocalStack } from '../stack/local-stack.ts';
import { withTemporaryFolder } from '../temporary-folder.ts';
import { printable } from '../terminal/printable.ts';
import { startProgress } from '../terminal/progress.ts';
import { createSteps } from '../terminal/steps.ts';
import { logNotes } from '../terminal/log-notes.ts';
import type { CommandContext } from './command-context.ts';
import { parseFolder, verboseOption, type CommonOptions } from './options.ts';

interface ProcessOptions extends CommonOptions {
  readonly out?: string;
  readonly json?: boolean;
}

/** Images that are between upload and result at the same time: enough to keep every function busy. */
const concurrency = 8;

/** The stack is gone before AWS's pauses of one and two minutes would be over. In ms. */
const retryDelaysMs = [250, 500];

const help = `
Folders are searched to any depth; hidden files and folders in them are left out. Variants are fetched from the
CDN's address into DIR/<file name>/<variant>.<extension>. Files of the same name in different folders get
DIR/photo.jpg, DIR/photo.jpg (2), … in the order of the paths; characters that file systems cannot hold become _.

With --json each image is one line on stdout as soon as it is done: its record, and
  file               the path
  variants[].file    where the variant was saved (with --out)
  failure            code and message, when status is "failed"

Exit code: 0 every image is ready, 1 one was rejected or failed, 2 wrong usage.

Examples:
  $ imgpipe process holiday/ --out thumbnails
  $ imgpipe process photo.jpg --json | jq -r '.variants[].width'
`;

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
    .action(async (paths: string[], options: ProcessOptions) => processImages(paths, options, context));

const processImages = async (
  paths: readonly string[],
  options: ProcessOptions,
  context: CommandContext,
): Promise<void> => {
  const files = await findFiles(paths, options, context);
  if (options.out !== undefined) await prepareFolder(options.out, '--out');

  const outcomes = await withThrowAwayStack(options, context, (stack) =>
    processAll(files, stack, options, context),
  );

  report(outcomes, options, context);
  context.exitWith(outcomes.every(({ status }) => status === 'ready') ? 0 : 1);
};

const findFiles = async (
  paths: readonly string[],
  { out }: ProcessOptions,
  { output, shutdown }: CommandContext,
): Promise<NamedFile[]> => {
  const files = await collectFiles(paths, {
    except: out,
    signal: shutdown.signal,
    onSkipped: (path, reason) => output.note(`Left out ${printable(path)}: ${reason}.`),
  });
  const names = outputNames(files.map(({ name }) => name));
  return files.map((file, index) => ({ ...file, outputName: names[index] ?? file.name }));
};

const withThrowAwayStack = async <T>(
  { verbose }: ProcessOptions,
  { output, shutdown }: CommandContext,
  use: (stack: LocalStack) => Promise<T>,
): Promise<T> =>
  await withTemporaryFolder(shutdown, async (dataDir) => {
    const stack = await startLocalStack({
      dataDir,
      port: 0,
      cdnPort: 0,
      retryDelaysMs,
      step: createSteps(output),
      onLog: verbose ? logNotes(output) : undefined,
      signal: shutdown.signal,
    });
    try {
      return await use(stack);
    } finally {
      await stack.close();
    }
  });

const processAll = async (
  files: readonly NamedFile[],
  stack: LocalStack,
  { out, json = false }: ProcessOptions,
  { output, shutdown: { signal } }: CommandContext,
): Promise<ImageOutcome[]> => {
  const deadLetters = consumeDeadLetters(stack.clients.sqs, stack.outputs.deadLetterQueueUrl, signal);
  // Lines of JSON in the same terminal would tear the bar apart.
  const progress = startProgress(output, files.length, { hidden: json && output.stdoutIsTerminal });
  try {
    return await pMap(
      files,
      async (file) => {
        const outcome = await processFile({ stack, deadLetters, out, signal }, file);
        if (json) output.line(JSON.stringify(outcome));
        progress.advance();
        return outcome;
      },
      { concurrency, signal },
    );
  } finally {
    progress.stop();
  }
};

const report = (
  outcomes: readonly ImageOutcome[],
  { out, json }: ProcessOptions,
  { output }: CommandContext,
): void => {
  if (!json) for (const line of outcomeTable(outcomes, output.colours)) output.line(line);
  output.note(outcomeCounts(outcomes));
  if (out !== undefined) output.note(`Variants are in ${printable(out)}.`);
  else output.note('The variants went with the stack; --out DIR keeps them.');
};
