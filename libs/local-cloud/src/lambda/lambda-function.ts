import { randomUUID } from 'node:crypto';
import type { LogLine } from '../cloudwatch/log-line.ts';
import type { MetricDatum } from '../cloudwatch/metric-datum.ts';
import type { Credentials } from '../iam/credential-store.ts';
import { defaultEventInvokeConfig, type EventInvokeConfig } from './declared/event-invoke-config.ts';
import type { FunctionDeclaration } from './declared/function-declaration.ts';
import { LambdaError } from './declared/lambda-error.ts';
import { EnvironmentPool, type PooledCompletion } from './environment/environment-pool.ts';
import { ExecutionEnvironment } from './environment/execution-environment.ts';
import type { QueueTarget } from './invocations/invocation-queue.ts';
import type { Invocation, InvocationOutcome, InvocationResult } from './invocations/invocation.ts';

/** What Lambda itself reports in the namespace `AWS/Lambda`. */
export type LambdaMetricName =
  'Invocations' | 'Errors' | 'Duration' | 'Throttles' | 'AsyncEventsDropped' | 'DestinationDeliveryFailures';

interface LambdaFunctionOptions {
  readonly declaration: FunctionDeclaration;
  readonly arn: string;
  readonly region: string;
  readonly credentials: Credentials;
  readonly endpointUrl: () => string;
  readonly maxEnvironments: number;
  readonly idleMs: number;
  readonly onLog: (line: LogLine) => void;
  readonly onMetric: (metric: MetricDatum) => void;
  /** Told whenever there is room for another invocation. */
  readonly onCapacity: () => void;
}

/** One function: its declaration, its environments, its metrics. */
export class LambdaFunction implements QueueTarget {
  readonly name: string;
  readonly arn: string;
  readonly stopped: boolean;
  invokeConfig: EventInvokeConfig = defaultEventInvokeConfig;

  readonly #options: LambdaFunctionOptions;
  readonly #pool: EnvironmentPool;
  readonly #logGroup: string;

  constructor(options: LambdaFunctionOptions) {
    const { declaration, maxEnvironments, idleMs, onCapacity } = options;
    const reserved = declaration.reservedConcurrentExecutions;
    this.#options = options;
    this.name = declaration.name;
    this.arn = options.arn;
    this.stopped = reserved === 0;
    this.#logGroup = declaration.loggingConfig.logGroup ?? `/aws/lambda/${declaration.name}`;
    this.#pool = new EnvironmentPool({
      start: () => this.#startEnvironment(),
      limit: reserved < 0 ? maxEnvironments : Math.min(reserved, maxEnvironments),
      idleMs,
      onRelease: onCapacity,
    });
  }

  config(): EventInvokeConfig {
    return this.invokeConfig;
  }

  capacity(): number {
    return this.#pool.capacity;
  }

  /** Invocations that are running or waiting to. */
  get load(): number {
    return this.#pool.load;
  }

  warm(): void {
    this.#pool.warm();
  }

  close(): Promise<void> {
    return this.#pool.close();
  }

  /**
   * Runs the function for a caller who waits.
   * @throws LambdaError TooManyRequestsException when its reserved concurrency is in use
   */
  async invoke(payload: string): Promise<InvocationResult> {
    const reserved = this.#options.declaration.reservedConcurrentExecutions;
    if (reserved >= 0 && this.#pool.load >= reserved) {
      this.count('Throttles');
      throw new LambdaError('TooManyRequestsException', 'Rate Exceeded.', {
        remedy: `${this.name} reserves ${reserved} concurrent executions and all are in use.`,
        context: { functionName: this.name, reservedConcurrentExecutions: reserved },
      });
    }
    const requestId = randomUUID();
    const { outcome, logTail } = await this.#run({ requestId, payload });
    return outcome.kind === 'success'
      ? { requestId, payload: outcome.payload, logTail }
      : { requestId, payload: JSON.stringify(outcome.error), functionError: 'Unhandled', logTail };
  }

  /** Runs the function for the queue. */
  async run(invocation: Invocation): Promise<InvocationOutcome> {
    const { outcome } = await this.#run(invocation);
    return outcome;
  }

  count(name: LambdaMetricName, value = 1): void {
    this.#metric(name, 'Count', value);
  }

  log(message: string): void {
    this.#options.onLog({ timestamp: Date.now(), logGroup: this.#logGroup, logStream: 'lambda', message });
  }

  async #run(invocation: Invocation): Promise<PooledCompletion> {
    const completion = await this.#pool.run(invocation);
    this.count('Invocations');
    this.count('Errors', completion.outcome.kind === 'error' ? 1 : 0);
    this.#metric('Duration', 'Milliseconds', completion.durationMs);
    return completion;
  }

  #startEnvironment(): ExecutionEnvironment {
    const { declaration, arn, region, credentials, endpointUrl, onLog } = this.#options;
    return new ExecutionEnvironment({
      declaration,
      functionArn: arn,
      region,
      credentials,
      endpointUrl: endpointUrl(),
      logGroup: this.#logGroup,
      onLog,
    });
  }

  #metric(name: LambdaMetricName, unit: 'Count' | 'Milliseconds', value: number): void {
    const dimensions = { FunctionName: this.name };
    this.#options.onMetric({ namespace: 'AWS/Lambda', name, unit, value, timestamp: Date.now(), dimensions });
  }
}
