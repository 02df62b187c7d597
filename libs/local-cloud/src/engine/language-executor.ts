import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { killGroup, tieToThisProcess } from '../machine/process-lifeline.ts';
import { organization, parallelism } from './deployment.ts';
import { ProjectError } from './engine-errors.ts';
import type { Project } from './project-file.ts';
import type { Configuration } from './stack-configuration.ts';

interface ExecutorOptions {
  readonly project: Project;
  readonly stack: string;
  readonly configuration: Configuration;
  /** `host:port` under which monitor and engine listen. */
  readonly engineAddress: string;
  /** Called for each line that the program writes to its console. */
  readonly onLine: (line: string) => void;
}

export interface LanguageExecutor {
  /** Resolves when the process is gone and its console read to the end. */
  readonly exited: Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>;
  kill(): void;
}

/**
 * Runs the program in a process of its own, by the executor that the Pulumi CLI runs it with: the one of the
 * program's own `@pulumi/pulumi`.
 * @throws ProjectError invalid-project when the program has no `@pulumi/pulumi`
 */
export const startLanguageExecutor = (options: ExecutorOptions): LanguageExecutor => {
  const { project, stack, engineAddress } = options;
  const child = spawn(
    process.execPath,
    [
      ...project.nodeArguments,
      locateExecutor(project),
      ...['--monitor', engineAddress, '--engine', engineAddress],
      ...['--project', project.name, '--stack', stack, '--organization', organization],
      ...['--root-directory', project.rootDir, '--pwd', project.programDir],
      ...['--parallel', String(parallelism)],
      project.entryPoint,
    ],
    {
      cwd: project.programDir,
      // First of its own process group: whatever the program starts ends with it, and Ctrl-C reaches this process alone.
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: environmentOf(options),
    },
  );
  const { pid } = child;
  const letGo =
    pid === undefined ? () => undefined : tieToThisProcess(pid, (error) => options.onLine(error.message));
  return {
    exited: exitOf(child, options.onLine).finally(letGo),
    kill: () => {
      if (pid !== undefined) killGroup(pid);
    },
  };
};

const locateExecutor = (project: Project): string => {
  try {
    return createRequire(join(project.programDir, 'Pulumi.yaml')).resolve('@pulumi/pulumi/cmd/run');
  } catch (cause) {
    throw new ProjectError(
      'invalid-project',
      `The program in ${project.programDir} cannot find @pulumi/pulumi.`,
      {
        remedy: 'Install its dependencies.',
        cause,
      },
    );
  }
};

const environmentOf = ({ project, configuration }: ExecutorOptions): NodeJS.ProcessEnv => ({
  // Compiling the AWS SDK of Pulumi takes a third of a program's start; Node keeps the result here.
  NODE_COMPILE_CACHE: join(project.programDir, 'node_modules', '.cache', 'local-cloud'),
  ...process.env,
  PULUMI_CONFIG: JSON.stringify(configuration),
  PULUMI_CONFIG_SECRET_KEYS: '[]',
  PULUMI_NODEJS_TYPESCRIPT: String(project.typescript),
  PULUMI_NODEJS_DRY_RUN: 'false',
});

const exitOf = async (child: ChildProcess, onLine: (line: string) => void) => {
  const consoles = [child.stdout, child.stderr].map((stream) => forwardLines(stream, onLine));
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  await Promise.all(consoles);
  return { code, signal };
};

const forwardLines = async (stream: Readable | null, onLine: (line: string) => void): Promise<void> => {
  if (stream === null) return;
  for await (const line of createInterface({ input: stream })) onLine(line);
};
