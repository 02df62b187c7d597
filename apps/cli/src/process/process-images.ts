import pMap from 'p-map';
import type { CommandContext } from '../command/command-context.ts';
import type { CommonOptions } from '../command/common-options.ts';
import { prepareFolder } from '../command/prepare-folder.ts';
import { exitCodes } from '../ending/exit-codes.ts';
import { consumeDeadLetters } from '../stack/dead-letters.ts';
import type { LocalStack } from '../stack/local-stack.ts';
import { jsonLine } from '../terminal/json-line.ts';
import { printable } from '../terminal/printable.ts';
import { startProgress } from '../terminal/progress-bar.ts';
import { collectFiles } from './collect-files.ts';
import type { ImageOutcome } from './image-outcome.ts';
import { outputNames } from './output-names.ts';
import { processFile, type NamedFile } from './process-file.ts';
import { reportOutcomes } from './report-outcomes.ts';
import { withThrowAwayStack } from './throw-away-stack.ts';

/** What `imgpipe process` can be asked for. */
export interface ProcessOptions extends CommonOptions {
  /** Folder for the variants; none are saved without. */
  readonly out?: string;
  /** One JSON value per image instead of a table. */
  readonly json?: boolean;
}

/** Images that are between upload and result at the same time: enough to keep every function busy. */
const concurrency = 8;

/**
 * Takes every image of the paths through a stack of its own, and prints and saves what came of it.
 * @throws UsageError for a path or `--out` that cannot be; whatever keeps the stack from starting
 */
export const processImages = async (
  paths: readonly string[],
  options: ProcessOptions,
  context: CommandContext,
): Promise<void> => {
  const files = await findFiles(paths, options, context);
  if (options.out !== undefined) await prepareFolder(options.out, '--out');

  const outcomes = await withThrowAwayStack(context, options.verbose, (stack) =>
    processAll(files, stack, options, context),
  );

  reportOutcomes(outcomes, options, context.output);
  if (!outcomes.every(isReady)) context.exitWith(exitCodes.somethingFailed);
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
        if (json) output.line(jsonLine(outcome));
        progress.advance();
        return outcome;
      },
      { concurrency, signal },
    );
  } finally {
    progress.stop();
  }
};

const isReady = ({ status }: ImageOutcome): boolean => status === 'ready';
