import { once } from 'node:events';
import { resolve } from 'node:path';
import type { LogLine } from '@image-pipeline/local-cloud';
import type { CommandContext } from '../command/command-context.ts';
import type { CommonOptions } from '../command/common-options.ts';
import { prepareFolder } from '../command/prepare-folder.ts';
import { startLocalStack, type LocalStack } from '../stack/local-stack.ts';
import { createStackNotes } from '../stack/stack-notes.ts';
import { createSteps, type Step } from '../terminal/steps.ts';
import { banner } from './banner.ts';
import { createImageLog } from './image-log.ts';
import { uploadSamples } from './offer-samples.ts';
import { refuseBusyPorts } from './ports.ts';
import { rememberSamplesOffered, samplesWereOffered } from './sample-photos.ts';

export interface StartOptions extends CommonOptions {
  readonly port: number;
  readonly data: string;
  readonly samples: boolean;
}

/** Runs until it is told to stop, which is how it ends well. */
export const start = async (options: StartOptions, context: CommandContext): Promise<void> => {
  const { signal } = context.shutdown;
  try {
    await runStack({ ...options, data: resolve(options.data) }, context);
  } catch (error) {
    if (!signal.aborted) throw error;
  }
  context.output.note('Stopped.');
};

const runStack = async (options: StartOptions, context: CommandContext): Promise<void> => {
  const { output, shutdown } = context;
  const { signal } = shutdown;
  const step = createSteps(output);
  const [port, cdnPort] = options.port === 0 ? [0, 0] : [options.port, options.port + 1];
  await refuseBusyPorts([port, cdnPort]);
  await prepareFolder(options.data, '--data');

  // Images may be processed before the addresses are printed; their lines wait for it.
  const announced = Promise.withResolvers<LocalStack['records']>();
  const imageLog = createImageLog(announced.promise, output, signal);
  const notes = createStackNotes(output, options.verbose);
  const onLog = (line: LogLine): void => {
    notes.onLog(line);
    imageLog.take(line);
  };

  const stack = await startLocalStack({
    dataDir: options.data,
    port,
    cdnPort,
    step,
    signal,
    ...notes,
    onLog,
  });
  try {
    await offerSamples(options, stack, step, signal);
    announce(stack, options, context);
    announced.resolve(stack.records);
    await untilStopped(signal);
  } finally {
    await stack.close();
  }
};

const offerSamples = async (
  { data, samples }: StartOptions,
  stack: LocalStack,
  step: Step,
  signal: AbortSignal,
): Promise<void> => {
  if (await samplesWereOffered(data)) return;
  if (samples) await step('Upload and process the sample photos', () => uploadSamples(stack, signal));
  await rememberSamplesOffered(data);
};

const announce = (stack: LocalStack, { data, verbose }: StartOptions, { output }: CommandContext): void => {
  for (const line of banner(stack, { dataDir: data, verbose, colours: output.colours })) output.line(line);
};

const untilStopped = async (signal: AbortSignal): Promise<void> => {
  if (!signal.aborted) await once(signal, 'abort');
};
