import { Command, Option } from 'commander';
import { defaultDataDir } from '../checkout-paths.ts';
import type { CommandContext } from '../command/command-context.ts';
import { parseFolder, verboseOption } from '../command/common-options.ts';
import { parsePort } from './ports.ts';
import type { StartOptions } from './run-stack.ts';

const defaultPort = 4566;

const help = `
The port serves S3, DynamoDB, SQS and Lambda, the next one the CDN; both on 127.0.0.1 only. The data folder keeps
objects, records and queued events from one start to the next; delete it to start anew. The first start uploads
eight sample photos under samples/.

Examples:
  $ npm start
  $ imgpipe start --port 4600 --data /tmp/pipeline --no-samples
`;

/** Options and help of `imgpipe start`. What it does is loaded when it runs, so that help comes at once. */
export const startCommand = (context: CommandContext): Command =>
  new Command('start')
    .summary('run the whole stack on this machine until Ctrl-C')
    .description(
      'Evaluates the Pulumi program and realises its resources on this machine: no account, no Docker. Prints ' +
        'addresses and credentials, then one line for each image that is processed.',
    )
    .option('--port <n>', 'port of the AWS endpoint; the CDN takes the next', parsePort, defaultPort)
    .addOption(
      new Option('--data <dir>', 'where the stack keeps its data')
        .argParser(parseFolder)
        .default(defaultDataDir, '.local/ of the repository'),
    )
    .option('--no-samples', 'do not upload the sample photos on the first start')
    .addOption(verboseOption())
    .addHelpText('after', help)
    .action(async (options: StartOptions) => {
      const { runStack } = await import('./run-stack.ts');
      await runStack(options, context);
    });
