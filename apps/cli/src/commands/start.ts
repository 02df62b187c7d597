import { once } from 'node:events';
import { resolve } from 'node:path';
import type { LogLine } from '@image-pipeline/local-cloud';
import { Command } from 'commander';
import { prepareFolder } from '../prepare-folder.ts';
import { defaultDataDir } from '../repository.ts';
import { rememberSamplesOffered, samplesWereOffered } from '../sample-photos.ts';
import { startLocalStack, type LocalStack } from '../stack/local-stack.ts';
import { banner } from '../start/banner.ts';
import { refuseBusyPorts } from '../start/busy-ports.ts';
import { createImageLog } from '../start/image-log.ts';
import { uploadSamples } from '../start/upload-samples.ts';
import { logNotes } from '../terminal/log-notes.ts';
import { createSteps, type Step } from '../terminal/steps.ts';
import type { CommandContext } from './command-context.ts';
import { parseFolder, parsePort, verboseOption, type CommonOptions } from './options.ts';

interface StartOptions extends CommonOptions {
  readonly port: number;
  readonly data: string;
  readonly samples: boolean;
}

const defaultPort = 4566;

const help = `
The port serves S3, DynamoDB, SQS and Lambda, the next one the CDN; both on 127.0.0.1 only. The data folder keeps
objects, records and queued events from one start to the next; delete it to start anew. The first start uploads
eight sample photos under samples/.

Examples:
  $ npm start
  $ imgpipe start --port 4600 --data /tmp/pipeline --no-samples
`;

export const startCommand = (context: CommandContext): Command =>
  new Command('start')
    .summary('run the whole stack on this machine until Ctrl-C')
    .description(
      'Evaluates the Pulumi program and realises its resources on this machine: no account, no Docker. Prints ' +
        'addresses and credentials, then one line for each image that is processed.',
    )
    .option('--port <n>', 'port of the AWS endpoint; the CDN takes the next', parsePort, defaultPort)
    .option('--data <dir>', 'where the stack keeps its data', parseFolder, defaultDataDir)
    .option('--no-samples', 'do not upload the sample photos on the first start')
    .addOption(verboseOption())
    .addHelpText('after', help)
    .action(async (options: StartOptions) => start(options, context));

/** Runs until it is told to stop, which is how it ends well. */
const start = async (options: StartOptions, context: CommandContext): Promise<void> => {
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
  const verboseLog = options.verbose ? logNotes(output) : undefined;
  const onLog = (line: LogLine): void => {
    verboseLog?.(line);
    imageLog.take(line);
  };

  const stack = await startLocalStack({ dataDir: options.data, port, cdnPort, step, signal, onLog });
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
