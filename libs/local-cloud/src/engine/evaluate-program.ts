import { Server, ServerCredentials } from '@grpc/grpc-js';
import { ProgramFailedError } from './engine-errors.ts';
import { createEngineService, type Diagnostic } from './engine-service.ts';
import { startLanguageExecutor } from './language-executor.ts';
import { explainFailure } from './program-failure.ts';
import type { Project } from './project-file.ts';
import type { PropertyMap } from './property-values.ts';
import { createResourceMonitor } from './resource-monitor.ts';
import type { ResourceDeclaration, ResourceProvider } from './resource-provider.ts';
import type { Configuration } from './stack-configuration.ts';

export interface EvaluationOptions {
  readonly project: Project;
  readonly stack: string;
  readonly configuration: Configuration;
  readonly provider: ResourceProvider;
  readonly onDiagnostic?: (diagnostic: Diagnostic) => void;
  /** How long the program may run, in milliseconds. Default 120 000. */
  readonly timeoutMs?: number;
  /** Ends the program at once. */
  readonly signal?: AbortSignal;
}

export interface Evaluation {
  readonly resources: readonly ResourceDeclaration[];
  readonly outputs: PropertyMap;
}

// A registration carries an archive's path, not its bytes; 64 MiB leaves ample room for text assets.
const maxMessageBytes = 64 * 1024 * 1024;

// Enough of the console to show what Node itself says when it cannot start a program.
const keptLines = 20;

/**
 * Runs a Pulumi program to its end, letting `provider` make its resources.
 * @throws ProgramFailedError when the program throws, declares what is refused, or takes too long
 * @throws the reason of `signal` when it is aborted
 */
export const evaluateProgram = async (options: EvaluationOptions): Promise<Evaluation> => {
  const { project, stack, configuration, provider, onDiagnostic, signal } = options;
  const timeoutMs = options.timeoutMs ?? 120_000;
  signal?.throwIfAborted();

  const ending = new AbortController();
  const errors: string[] = [];
  const lastLines: string[] = [];
  let refusal: unknown;

  const monitor = createResourceMonitor({
    project: project.name,
    stack,
    provider,
    onRefusal: (error) => {
      refusal ??= error;
      ending.abort();
    },
  });
  const engine = createEngineService((diagnostic) => {
    if (diagnostic.severity === 'error') errors.push(diagnostic.message);
    onDiagnostic?.(diagnostic);
  });
  const server = await listen([monitor, engine]);
  try {
    const executor = startLanguageExecutor({
      project,
      stack,
      configuration,
      engineAddress: server.address,
      onLine: (line) => {
        lastLines.push(line);
        if (lastLines.length > keptLines) lastLines.shift();
        onDiagnostic?.({ severity: 'info', message: line });
      },
    });
    const timeout = AbortSignal.timeout(timeoutMs);
    const ended = AbortSignal.any([ending.signal, timeout, ...(signal === undefined ? [] : [signal])]);
    ended.addEventListener('abort', executor.kill, { once: true });
    if (ended.aborted) executor.kill();
    const exit = await executor.exited;
    await monitor.settled();

    signal?.throwIfAborted();
    if (refusal === undefined && timeout.aborted) throw timedOut(timeoutMs);
    if (refusal !== undefined || exit.code !== 0 || !monitor.finished()) {
      throw explainFailure({ project, stack, refusal, errors, lastLines, exit });
    }
    return { resources: monitor.resources, outputs: monitor.outputs() };
  } finally {
    server.close();
  }
};

const listen = async (
  services: readonly Pick<ReturnType<typeof createEngineService>, 'definition' | 'implementation'>[],
) => {
  const server = new Server({ 'grpc.max_receive_message_length': maxMessageBytes });
  for (const { definition, implementation } of services) server.addService(definition, implementation);
  const port = await new Promise<number>((resolve, reject) =>
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) =>
      error === null ? resolve(bound) : reject(error),
    ),
  );
  return { address: `127.0.0.1:${port}`, close: () => server.forceShutdown() };
};

const timedOut = (timeoutMs: number): ProgramFailedError =>
  new ProgramFailedError(
    'program-timed-out',
    `The program did not come to its end within ${timeoutMs / 1000} s.`,
    {
      remedy: 'Look for a timer, a server or a promise in it that keeps it from ending.',
      context: { timeoutMs },
    },
  );
