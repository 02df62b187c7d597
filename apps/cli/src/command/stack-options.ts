import { Option, type Command } from 'commander';
import { connectStack, type Stack } from '@image-pipeline/pipeline-operations';
import { defaultDataDir } from '../checkout-paths.ts';
import { readDeployedOutputs } from '../stack/deployed-outputs.ts';
import { findRunningStack } from '../stack/running-stack.ts';
import { parseFolder, verboseOption, type CommonOptions } from './common-options.ts';

/** What every command can be asked for that works with a stack. */
export interface StackOptions extends CommonOptions {
  /** `local`, or the name of a deployed stack. */
  readonly stack: string;
  /** Folder of the stack on this machine. */
  readonly data: string;
  /** File with the outputs of a deployed stack. */
  readonly outputs?: string;
  /** One JSON value per line. */
  readonly json?: boolean;
}

/** The name of the stack on this machine. */
export const localStack = 'local';

/** Adds the options that name a stack, and those of all commands. */
export const withStackOptions = (command: Command): Command =>
  command
    .option('--stack <name>', 'the stack: local, or the name of a deployed one', localStack)
    .addOption(
      new Option('--data <dir>', 'data folder of the local stack')
        .argParser(parseFolder)
        .default(defaultDataDir, '.local/ of the repository'),
    )
    .option('--outputs <file>', 'outputs of a deployed stack; default: asked of the pulumi command')
    .option('--json', 'print one JSON value per line')
    .addOption(verboseOption());

/** The part of a help text that tells how a stack is found. */
export const stackHelp = `
The stack on this machine has to run (npm start). A deployed stack is found by its outputs, and asked with your own
AWS credentials: those that the aws command would use.
`;

/**
 * Works with the stack that the options name, and closes the connections to it.
 * @throws StackError stack-not-running, outputs-unknown; UnexpectedOutputsError; what `work` throws
 */
export const withStack = async <T>(
  { stack: name, data, outputs: file }: StackOptions,
  work: (stack: Stack) => Promise<T>,
): Promise<T> => {
  const stack = connectStack(
    name === localStack ? await findRunningStack(data) : { outputs: await readDeployedOutputs(name, file) },
  );
  try {
    return await work(stack);
  } finally {
    stack.close();
  }
};
