import { once } from 'node:events';
import { resolve } from 'node:path';
import type { CommandContext } from '../command/command-context.ts';
import type { CommonOptions } from '../command/common-options.ts';
import { prepareFolder } from '../command/prepare-folder.ts';
import { startLocalStack, type LocalStack } from '../stack/local-stack.ts';
import { announceStack } from '../stack/running-stack.ts';
import { createStackNotes } from '../stack/stack-notes.ts';
import { createSteps } from '../terminal/steps.ts';
import { banner } from './banner.ts';
import { createImageLog } from './image-log.ts';
import { offerSamples } from './offer-samples.ts';
import { refuseBusyPorts } from './ports.ts';

/** What `imgpipe start` can be asked for. */
export interface StartOptions extends CommonOptions {
  /** Of the AWS endpoint; the CDN takes the next. 0 for any two. */
  readonly port: number;
  /** Folder for what the stack keeps. */
  readonly data: string;
  /** Whether to upload the sample photos on the first start. */
  readonly samples: boolean;
}

/**
 * Runs a stack until it is told to stop, which is how it ends well.
 * @throws UsageError port-in-use, folder-unusable; whatever keeps the stack from starting
 */
export const runStack = async (options: StartOptions, context: CommandContext): Promise<void> => {
  try {
    await runUntilStopped({ ...options, data: resolve(options.data) }, context);
  } catch (error) {
    if (!context.shutdown.signal.aborted) throw error;
  }
  context.output.note('Stopped.');
};

const runUntilStopped = async (
  { port, data: dataDir, samples, verbose }: StartOptions,
  { output, shutdown: { signal } }: CommandContext,
): Promise<void> => {
  const step = createSteps(output);
  const cdnPort = port === 0 ? 0 : port + 1;
  await refuseBusyPorts([port, cdnPort]);
  await prepareFolder(dataDir, '--data');

  // Images may be processed before the addresses are printed; their lines wait for it.
  const announced = Promise.withResolvers<LocalStack['records']>();
  const imageLog = createImageLog(announced.promise, output, signal);
  const { onLog, onDiagnostic } = createStackNotes(output, verbose);
  const stack = await startLocalStack({
    dataDir,
    port,
    cdnPort,
    step,
    signal,
    onDiagnostic,
    onLog(line) {
      onLog(line);
      void imageLog(line);
    },
  });
  const { endpoint, credentials, outputs } = stack.cloud;
  const withdraw = await announceStack(dataDir, { endpoint, credentials, outputs: { ...outputs } });
  try {
    await offerSamples(stack, { dataDir, wanted: samples, step, signal });
    for (const line of banner(stack, { dataDir, verbose, colours: output.colours })) output.line(line);
    announced.resolve(stack.records);
    if (!signal.aborted) await once(signal, 'abort');
  } finally {
    withdraw();
    await stack.close();
  }
};
