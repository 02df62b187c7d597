import { LambdaError } from '../declared/lambda-error.ts';
import type { Invocation, InvocationOutcome } from '../invocations/invocation.ts';
import type { ExecutionEnvironment } from './execution-environment.ts';

/** How an invocation went, whether or not a process came to run it. */
export interface PooledCompletion {
  readonly outcome: InvocationOutcome;
  readonly durationMs: number;
  readonly logTail: string;
}

export interface EnvironmentPoolOptions {
  readonly start: () => ExecutionEnvironment;
  /** Environments at once, hence invocations at once. */
  readonly limit: number;
  /** Milliseconds after which an environment that has nothing to do is ended. */
  readonly idleMs: number;
  /** Told whenever an invocation has ended. */
  readonly onRelease: () => void;
}

/** The execution environments of one function: started when needed, used again while warm, ended when idle. */
export class EnvironmentPool {
  readonly #options: EnvironmentPoolOptions;
  readonly #all = new Set<ExecutionEnvironment>();
  /** Warm ones, the most recently used last: it is taken first, so that those beyond the need grow old and end. */
  readonly #idle: ExecutionEnvironment[] = [];
  readonly #reapers = new Map<ExecutionEnvironment, NodeJS.Timeout>();
  readonly #waiting: PromiseWithResolvers<undefined>[] = [];
  #active = 0;
  #closed = false;

  constructor(options: EnvironmentPoolOptions) {
    this.#options = options;
  }

  /** Invocations that can start now. */
  get capacity(): number {
    return this.#closed ? 0 : Math.max(0, this.#options.limit - this.#active);
  }

  /** Invocations that are running or waiting to. */
  get load(): number {
    return this.#active + this.#waiting.length;
  }

  /** Starts an environment ahead of the first invocation, which then finds it warm or at least on its way. */
  warm(): void {
    if (this.capacity > 0 && this.#all.size === 0) this.#putBack(this.#start());
  }

  /**
   * Runs the invocation, after those before it when every environment is busy.
   * @throws LambdaError ServiceException once the pool is closed
   */
  async run(invocation: Invocation): Promise<PooledCompletion> {
    await this.#takeTurn();
    try {
      return await this.#runNow(invocation);
    } finally {
      this.#passTurn();
      this.#options.onRelease();
    }
  }

  /** Ends every environment, and with them the invocations that run in them; resolves when all are gone. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#reapers.forEach(clearTimeout);
    this.#waiting.splice(0).forEach(({ reject }) => {
      reject(closedError());
    });
    await Promise.all([...this.#all].map((environment) => environment.close()));
  }

  async #takeTurn(): Promise<void> {
    if (this.#closed) throw closedError();
    if (this.#active < this.#options.limit) {
      this.#active += 1;
      return;
    }
    const turn = Promise.withResolvers<undefined>();
    this.#waiting.push(turn);
    await turn.promise;
  }

  /** To the next in line, which is not counted anew: a newcomer cannot slip in between. */
  #passTurn(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#active -= 1;
    else next.resolve(undefined);
  }

  async #runNow(invocation: Invocation): Promise<PooledCompletion> {
    const startedAt = performance.now();
    const environment = this.#takeIdle() ?? this.#start();
    const initError = await environment.initialised;
    if (initError !== undefined) {
      const outcome = { kind: 'error', error: initError } as const;
      return { outcome, durationMs: performance.now() - startedAt, logTail: '' };
    }
    const { outcome, durationMs, logTail } = await environment.run(invocation);
    this.#putBack(environment);
    return { outcome, durationMs, logTail: logTail.text() };
  }

  #takeIdle(): ExecutionEnvironment | undefined {
    const environment = this.#idle.pop();
    if (environment !== undefined) clearTimeout(this.#reapers.get(environment));
    return environment;
  }

  #start(): ExecutionEnvironment {
    const environment = this.#options.start();
    this.#all.add(environment);
    void environment.ended.then(() => {
      this.#all.delete(environment);
      this.#withdraw(environment);
    });
    return environment;
  }

  #putBack(environment: ExecutionEnvironment): void {
    if (this.#closed || !environment.alive) return;
    const reap = () => {
      this.#withdraw(environment);
      void environment.close();
    };
    this.#idle.push(environment);
    this.#reapers.set(environment, setTimeout(reap, this.#options.idleMs).unref());
  }

  /** Nobody takes it from now on. */
  #withdraw(environment: ExecutionEnvironment): void {
    clearTimeout(this.#reapers.get(environment));
    this.#reapers.delete(environment);
    const at = this.#idle.indexOf(environment);
    if (at >= 0) this.#idle.splice(at, 1);
  }
}

const closedError = (): LambdaError =>
  new LambdaError('ServiceException', 'The local Lambda service is shutting down.');
