import { randomBytes, randomUUID } from 'node:crypto';
import type { LogLine } from '../../cloudwatch/log-line.ts';
import type { Credentials } from '../../iam/credential-store.ts';
import type { FunctionDeclaration } from '../declared/function-declaration.ts';
import type { FunctionError, Invocation, InvocationOutcome } from '../invocations/invocation.ts';
import { platformLogs, type PlatformLog, type PlatformReport } from '../log/platform-log.ts';
import { processEnvironment } from './process-environment.ts';
import { exitError, timeoutError } from './process-failure.ts';
import { type Completion, type RunningInvocation, startInvocation } from './running-invocation.ts';
import {
  type DeliveredInvocation,
  type RuntimeApi,
  type RuntimeApiBackend,
  startRuntimeApi,
} from './runtime-api.ts';
import { type ProcessExit, type RuntimeProcess, startRuntimeProcess } from './runtime-process.ts';

export interface ExecutionEnvironmentOptions {
  readonly declaration: FunctionDeclaration;
  readonly functionArn: string;
  readonly region: string;
  readonly credentials: Credentials;
  readonly endpointUrl: string;
  readonly logGroup: string;
  readonly onLog: (line: LogLine) => void;
}

const bytesPerMb = 1024 * 1024;

const unreported: FunctionError = {
  errorType: 'Runtime.Unknown',
  errorMessage: 'The runtime asked for the next invocation without reporting the outcome of this one.',
};

/** AWS gives the start of an environment ten seconds and then starts it again within the invocation's own time-out. */
const initLimitMs = (timeoutSeconds: number): number => 10_000 + timeoutSeconds * 1000;

/**
 * One process of a function, with its Runtime API. Serves one invocation at a time and, as long as it lives, one after
 * the other: `init` → `idle` ⇄ `busy` → `ended`.
 */
export class ExecutionEnvironment implements RuntimeApiBackend {
  /** What kept the process from starting; `undefined` once it is ready for its first invocation. */
  readonly initialised: Promise<FunctionError | undefined>;
  /** Resolves when the process is gone. */
  readonly ended: Promise<undefined>;

  readonly #options: ExecutionEnvironmentOptions;
  readonly #platform: PlatformLog;
  readonly #logStream = newLogStream();
  readonly #init = Promise.withResolvers<FunctionError | undefined>();
  readonly #ended = Promise.withResolvers<undefined>();
  readonly #startedAt = performance.now();
  readonly #initTimer: NodeJS.Timeout;
  readonly #started: Promise<void>;
  #process: RuntimeProcess | undefined;
  #phase: 'init' | 'idle' | 'busy' | 'ended' = 'init';
  #initError: FunctionError | undefined;
  /** Of this environment's first invocation. */
  #initDurationMs: number | undefined;
  #running: RunningInvocation | undefined;
  #deliver: ((invocation: DeliveredInvocation) => void) | undefined;

  constructor(options: ExecutionEnvironmentOptions) {
    this.#options = options;
    this.#platform = platformLogs[options.declaration.loggingConfig.logFormat];
    this.initialised = this.#init.promise;
    this.ended = this.#ended.promise;
    const limitMs = initLimitMs(options.declaration.timeout);
    this.#initTimer = setTimeout(() => {
      this.#initError = timeoutError(limitMs / 1000);
      this.#process?.kill();
    }, limitMs);
    this.#started = startRuntimeApi(this)
      .then((api) => {
        this.#startProcess(api);
      })
      .catch((error: unknown) => {
        this.#abandon(error);
      });
  }

  /** False once the process has ended. */
  get alive(): boolean {
    return this.#phase !== 'ended';
  }

  /**
   * Hands the invocation to the process. Resolves when the process is ready for the next one or has ended, so that
   * nobody is given an environment that is about to end. Only for an initialised environment that is alive and idle.
   */
  run(invocation: Invocation): Promise<Completion> {
    const { declaration, functionArn } = this.#options;
    const running = startInvocation(invocation, declaration.timeout * 1000, () => this.#process?.kill());
    this.#running = running;
    this.#phase = 'busy';
    this.#log(this.#platform.start(invocation.requestId));
    const { deadlineMs } = running;
    this.#deliver?.({ ...invocation, deadlineMs, functionArn, traceId: newTraceId() });
    return running.completion;
  }

  /** Ends the process; resolves when it is gone. */
  async close(): Promise<void> {
    await this.#started;
    if (this.alive) this.#process?.kill();
    await this.ended;
  }

  /** The process is done with what it had, if anything, and asks for more. */
  next(): Promise<DeliveredInvocation> {
    const { promise, resolve } = Promise.withResolvers<DeliveredInvocation>();
    this.#deliver = resolve;
    // What the handler wrote before lies in its pipes already and is read in this turn of the event loop.
    setImmediate(() => this.#becomeIdle());
    return promise;
  }

  complete(requestId: string, outcome: InvocationOutcome): boolean {
    if (this.#running?.invocation.requestId !== requestId) return false;
    // The limit may have been passed since the last look at it; on AWS this answer would not have been given.
    if (this.#process?.overMemory() === true) {
      this.#process.kill();
      return true;
    }
    return this.#running.report(outcome);
  }

  initFailed(error: FunctionError): void {
    this.#initError ??= error;
  }

  #startProcess(api: RuntimeApi): void {
    this.#log(this.#platform.initStart());
    this.#process = startRuntimeProcess({
      codeDir: this.#options.declaration.codeDir,
      environment: processEnvironment({
        ...this.#options,
        runtimeApi: api.address,
        logStream: this.#logStream,
      }),
      memorySizeMb: this.#options.declaration.memorySize,
      onLine: (line) => this.#log([line]),
      onExit: (exit) => {
        api.close();
        this.#end(exit);
      },
    });
  }

  /** The machine has no port or no process left to give: nothing of the function's doing. */
  #abandon(error: unknown): void {
    this.#phase = 'ended';
    clearTimeout(this.#initTimer);
    this.#init.reject(error);
    this.#ended.resolve(undefined);
  }

  #becomeIdle(): void {
    if (this.#phase === 'ended') return;
    if (this.#phase === 'init') {
      clearTimeout(this.#initTimer);
      this.#initDurationMs = performance.now() - this.#startedAt;
      this.#init.resolve(undefined);
    }
    this.#phase = 'idle';
    this.#finish(unreported);
  }

  #end(exit: ProcessExit): void {
    const startFailed = this.#phase === 'init';
    this.#phase = 'ended';
    clearTimeout(this.#initTimer);
    if (startFailed) this.#failInit(this.#initError ?? exitError(exit));
    const requestId = this.#running?.invocation.requestId;
    this.#finish(
      this.#running?.timedOut() === true
        ? timeoutError(this.#options.declaration.timeout, requestId)
        : exitError(exit, requestId),
    );
    this.#ended.resolve(undefined);
  }

  #failInit(error: FunctionError): void {
    const durationMs = performance.now() - this.#startedAt;
    const timedOut = error.errorType === 'Sandbox.Timedout';
    this.#log(this.#platform.initReport(this.#report({ kind: 'error', error }, durationMs, timedOut)));
    this.#init.resolve(error);
  }

  /** @param otherwise the outcome of an invocation that the process has not reported */
  #finish(otherwise: FunctionError): void {
    if (this.#running === undefined) return;
    const { requestId } = this.#running.invocation;
    const { outcome, durationMs, timedOut, problem } = this.#running.end(otherwise);
    this.#log(this.#platform.end(requestId, this.#report(outcome, durationMs, timedOut), problem));
    this.#initDurationMs = undefined;
    this.#running = undefined;
  }

  #report(outcome: InvocationOutcome, durationMs: number, timedOut: boolean): PlatformReport {
    return {
      status: timedOut ? 'timeout' : outcome.kind,
      ...(outcome.kind === 'error' && { errorType: outcome.error.errorType }),
      durationMs,
      memorySizeMb: this.#options.declaration.memorySize,
      maxMemoryUsedMb: Math.ceil((this.#process?.peakMemory() ?? 0) / bytesPerMb),
      ...(this.#initDurationMs !== undefined && { initDurationMs: this.#initDurationMs }),
    };
  }

  #log(messages: readonly string[]): void {
    const { logGroup, onLog } = this.#options;
    const requestId = this.#running?.invocation.requestId;
    for (const message of messages) {
      this.#running?.logTail.add(message);
      const line = { timestamp: Date.now(), logGroup, logStream: this.#logStream, message };
      onLog(requestId === undefined ? line : { ...line, requestId });
    }
  }
}

/** `2024/05/01/[$LATEST]` and 32 hexadecimal digits, as AWS names them. */
const newLogStream = (): string =>
  `${new Date().toISOString().slice(0, 10).replaceAll('-', '/')}/[$LATEST]${randomBytes(16).toString('hex')}`;

/** @see https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-tracingheader */
const newTraceId = (): string => {
  const seconds = Math.floor(Date.now() / 1000).toString(16);
  const [trace, parent] = [randomUUID(), randomUUID()].map((id) => id.replaceAll('-', ''));
  return `Root=1-${seconds}-${trace?.slice(0, 24)};Parent=${parent?.slice(0, 16)};Sampled=0`;
};
