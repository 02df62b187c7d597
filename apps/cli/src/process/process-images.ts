import pMap from 'p-map';
import type { CommandContext } from '../command/command-context.ts';
import type { CommonOptions } from '../command/common-options.ts';
import { prepareFolder } from '../command/prepare-folder.ts';
import { consumeDeadLetters } from '../stack/dead-letters.ts';
import { startLocalStack, type LocalStack } from '../stack/local-stack.ts';
import { createStackNotes } from '../stack/stack-notes.ts';
import { printable } from '../terminal/printable.ts';
import { createSteps } from '../terminal/steps.ts';
import { collectFiles } from './collect-files.ts';
import type { ImageOutcome } from './image-outcome.ts';
import { outcomeCounts, outcomeTable } from './outcome-table.ts';
import { outputNames } from './output-names.ts';
import { processFile, type NamedFile } from './process-file.ts';
import { startProgress } from './progress-bar.ts';
import { withTemporaryFolder } from './temporary-folder.ts';

export interface ProcessOptions extends CommonOptions {
  readonly out?: string;
  readonly json?: boolean;
}

/** Images that are between upload and result at the same time: enough to keep every function busy. */
const concurrency = 8;

/** The stack is gone before AWS's pauses of one and two minutes would be over. In ms. */
const retryDelaysMs = [250, 500];

/** Takes every image of the paths through a stack of its own, and prints and saves what came of it. */
export const processImages = async (
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
      ...createStackNotes(output, verbose),
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
  if (!outcomes.some(({ status }) => status === 'ready')) return;
  output.note(
    out === undefined
      ? 'The variants went with the stack; --out DIR keeps them.'
      : `The variants are in ${printable(out)}.`,
  );
};
