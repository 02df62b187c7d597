import { createInterface } from 'node:readline/promises';
import { reprocess, selectObjects, type Reprocessed, type Stack } from '@image-pipeline/pipeline-operations';
import type { CommandContext } from '../command/command-context.ts';
import { localStack, withStack, type StackOptions } from '../command/stack-options.ts';
import { exitCodes } from '../ending/exit-codes.ts';
import { UsageError } from '../errors.ts';
import { startProgress } from '../terminal/progress-bar.ts';
import { jsonLine } from '../terminal/json-line.ts';
import { printable } from '../terminal/printable.ts';
import { costWords } from './cost-words.ts';
import { readSelection, type SelectionOptions } from './selection.ts';

/** What `imgpipe reprocess` can be asked for. */
export interface ReprocessOptions extends StackOptions, SelectionOptions {
  readonly dryRun?: boolean;
  readonly yes?: boolean;
  /** Invocations at once. */
  readonly concurrency: number;
}

/**
 * Says how many images are meant and what that costs, asks where it costs money, and has them processed once more.
 * @throws UsageError nothing-selected, confirmation-needed; what connecting and selecting throw; the reason of a stop
 */
export const reprocessImages = async (
  images: readonly string[],
  options: ReprocessOptions,
  context: CommandContext,
): Promise<void> => {
  const selection = readSelection(images, options);
  const { output, shutdown } = context;
  await withStack(options, async (stack) => {
    // Met twice, once to count them: a million keys do not stay in memory in between.
    let count = 0;
    for await (const { key } of selectObjects(stack, selection)) {
      shutdown.signal.throwIfAborted();
      count += 1;
      if (options.dryRun) output.line(options.json ? jsonLine({ key }) : printable(key));
    }
    output.note(`${count} to process once more; on AWS about ${costWords(count)}.`);
    if (options.dryRun || count === 0) return;
    await confirm(options, context);
    await processAll(stack, count, selectObjects(stack, selection), options, context);
  });
};

const processAll = async (
  stack: Stack,
  count: number,
  objects: ReturnType<typeof selectObjects>,
  { concurrency, json = false }: ReprocessOptions,
  { output, shutdown: { signal }, exitWith }: CommandContext,
): Promise<void> => {
  const progress = startProgress(output, count, { hidden: json });
  try {
    const { done, failed } = await reprocess(stack, objects, {
      concurrency,
      signal,
      onDone(object) {
        progress.advance();
        if (json) output.line(jsonLine(jsonOf(object)));
        else if (object.status === 'deleted')
          output.note(`${printable(object.key)}: there is no such object`);
        else if (object.error)
          output.note(`failed  ${printable(object.key)}: ${printable(object.error.message)}`);
      },
    });
    progress.stop();
    output.note(`${done} done, ${failed} failed`);
    if (failed > 0) exitWith(exitCodes.somethingFailed);
  } finally {
    progress.stop();
  }
};

const jsonOf = ({ key, status, error }: Reprocessed) =>
  error ? { key, status: 'failed', message: error.message } : { key, status };

const confirm = async ({ stack, yes }: ReprocessOptions, { shutdown }: CommandContext): Promise<void> => {
  if (yes || stack === localStack) return;
  if (!process.stdin.isTTY) {
    throw new UsageError({
      code: 'confirmation-needed',
      problem: 'Nobody can be asked whether to go on.',
      remedy: 'Give --yes to go on without asking, or --dry-run to see what is meant.',
      context: {},
    });
  }
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await terminal.question('Go on? [y/N] ', { signal: shutdown.signal });
    if (!/^y(es)?$/i.test(answer.trim())) shutdown.request('SIGINT');
    shutdown.signal.throwIfAborted();
  } finally {
    terminal.close();
  }
};
