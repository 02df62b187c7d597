import { randomUUID } from 'node:crypto';
import { availableParallelism } from 'node:os';
import type { DatabaseSync } from 'node:sqlite';
import type { LogLine } from '../cloudwatch/log-line.ts';
import type { MetricDatum } from '../cloudwatch/metric-datum.ts';
import { roleNameOf } from '../iam/account.ts';
import type { Credentials } from '../iam/credential-store.ts';
import { defaultEventInvokeConfig, type EventInvokeConfig } from './declared/event-invoke-config.ts';
import { parseFunctionName } from './declared/function-arn.ts';
import type { FunctionDeclaration } from './declared/function-declaration.ts';
import { LambdaError } from './declared/lambda-error.ts';
import type { DestinationRecord } from './invocations/destination-record.ts';
import { InvocationQueue } from './invocations/invocation-queue.ts';
import { createInvocationStore } from './invocations/invocation-store.ts';
import { defaultRetryDelaysMs } from './invocations/retry-delays.ts';
import { type InvocationResult, maxEventBytes, maxPayloadBytes } from './invocations/invocation.ts';
import { LambdaFunction } from './lambda-function.ts';

export interface LambdaServiceOptions {
  /** Keeps the queue of asynchronous invocations; stays open until the service is closed. */
  readonly database: DatabaseSync;
  readonly region: string;
  /** 12 digits. */
  readonly accountId: string;
  /** The address that functions reach S3, DynamoDB and SQS under; asked for whenever a process starts. */
  readonly endpointUrl: () => string;
  readonly issueCredentials: (roleName: string) => Credentials;
  readonly onLog: (line: LogLine) => void;
  readonly onMetric: (metric: MetricDatum) => void;
  /** Throws when a bucket may not invoke a function; asked whenever an event of a bucket is about to be delivered. */
  readonly authorize: (sourceArn: string, functionArn: string) => void;
  /** Takes the record of an event that is given up; resolves once it is safe, rejects when it is refused. */
  readonly sendToDestination: (arn: string, record: DestinationRecord) => Promise<void>;
  /** Told of failures that no caller and no function's log can be told of. */
  readonly onFailure: (error: Error) => void;
  /** Milliseconds before the first and second retry of an asynchronous invocation; default `defaultRetryDelaysMs`. */
  readonly retryDelaysMs?: readonly number[];
  /** Processes per function at most, whatever it reserves; default: as many as this machine has processors. */
  readonly maxEnvironments?: number;
  /** Milliseconds after which a process with nothing to do is ended; default 5 minutes. */
  readonly idleEnvironmentMs?: number;
  /** Milliseconds since the epoch; default the system's clock. */
  readonly now?: () => number;
}

export interface LambdaService {
  /**
   * Creates a function and starts a first process for it.
   * @returns its ARN
   * @throws LambdaError ResourceConflictException
   */
  createFunction(declaration: FunctionDeclaration): string;
  /** What is not given is as when nothing is declared. @throws LambdaError ResourceNotFoundException */
  putEventInvokeConfig(functionName: string, config: Partial<EventInvokeConfig>): void;
  /** The ARN of a function whether or not it exists, from its name or any form of its ARN. */
  arnOf(functionName: string): string;
  /**
   * Runs a function and waits for it. A failing function is no exception: see `InvocationResult.functionError`.
   * @param payload anything JSON can express, at most 6 MiB
   * @throws LambdaError ResourceNotFoundException, RequestTooLargeException, TooManyRequestsException
   */
  invoke(functionName: string, payload: unknown): Promise<InvocationResult>;
  /**
   * Stores an event for a function; once resolved, it is delivered at least once, if need be after the next start.
   * Delivery begins with `resume`.
   * @param payload anything JSON can express, at most 1 MiB
   * @throws LambdaError ResourceNotFoundException, RequestTooLargeException
   */
  enqueue(functionArn: string, payload: unknown): Promise<void>;
  /** The same queue for services that put events in within a transaction of the database; see `InvocationStore`. */
  readonly events: {
    /** An event waits for a function that does not exist yet. @throws LambdaError for what names no function */
    enqueueFrom(sourceArn: string, functionArn: string, payload: unknown): void;
    sources(): string[];
    withdraw(sourceArn: string, functionArns: readonly string[]): number;
  };
  /** Begins to deliver events, those of earlier runs included: call it when all functions are as declared. */
  resume(): void;
  /** Resolves when nothing is queued and nothing runs. Events of functions that do not exist do not count. */
  idle(): Promise<void>;
  /** Ends every process; what was running starts again with the next start. */
  close(): Promise<void>;
}

const fiveMinutesMs = 5 * 60 * 1000;

/** Lambda, with its queue of asynchronous invocations in `database`. */
export const createLambdaService = (options: LambdaServiceOptions): LambdaService => {
  const { database, region, accountId, endpointUrl, issueCredentials, onLog, onMetric } = options;
  const functions = new Map<string, LambdaFunction>();
  const synchronous = new Set<Promise<unknown>>();
  const store = createInvocationStore(database);
  const queue = new InvocationQueue({
    ...options,
    store,
    retryDelaysMs: options.retryDelaysMs ?? defaultRetryDelaysMs,
    now: options.now ?? Date.now,
  });

  const arnOf = (name: string) => `arn:aws:lambda:${region}:${accountId}:function:${parseFunctionName(name)}`;
  const functionNamed = (name: string): LambdaFunction => {
    const found = functions.get(parseFunctionName(name));
    if (found !== undefined) return found;
    throw new LambdaError('ResourceNotFoundException', `Function not found: ${arnOf(name)}`, {
      context: { functions: [...functions.keys()] },
    });
  };

  const closeAll = async () => {
    // The queue first: what its functions report while they are ended is no failure of theirs.
    const queueClosed = queue.close();
    await Promise.all([...functions.values()].map((each) => each.close()));
    await queueClosed;
  };
  let closed: Promise<void> | undefined;

  return {
    arnOf,
    createFunction(declaration) {
      if (functions.has(declaration.name)) {
        throw new LambdaError('ResourceConflictException', `Function already exist: ${declaration.name}`);
      }
      const created = new LambdaFunction({
        declaration,
        arn: arnOf(declaration.name),
        region,
        credentials: issueCredentials(roleNameOf(declaration.role)),
        endpointUrl,
        maxEnvironments: options.maxEnvironments ?? availableParallelism(),
        idleMs: options.idleEnvironmentMs ?? fiveMinutesMs,
        onLog,
        onMetric,
        onCapacity: () => {
          queue.dispatch();
        },
      });
      functions.set(declaration.name, created);
      queue.addTarget(created);
      created.warm();
      return created.arn;
    },
    putEventInvokeConfig(functionName, config) {
      functionNamed(functionName).invokeConfig = { ...defaultEventInvokeConfig, ...config };
    },
    async invoke(functionName, payload) {
      const invoking = functionNamed(functionName).invoke(toJson(payload, maxPayloadBytes));
      synchronous.add(invoking);
      try {
        return await invoking;
      } finally {
        synchronous.delete(invoking);
      }
    },
    async enqueue(functionArn, payload) {
      const { name: functionName } = functionNamed(functionArn);
      queue.enqueue({ requestId: randomUUID(), functionName, payload: toJson(payload, maxEventBytes) });
    },
    events: {
      enqueueFrom(source, functionArn, payload) {
        const functionName = parseFunctionName(functionArn);
        const json = toJson(payload, maxEventBytes);
        queue.enqueue({ requestId: randomUUID(), functionName, payload: json, source });
      },
      sources: store.sources,
      withdraw: (source, functionArns) => store.withdraw(source, functionArns.map(parseFunctionName)),
    },
    resume() {
      queue.resume();
    },
    async idle() {
      do {
        await Promise.allSettled(synchronous);
        await queue.idle();
      } while (synchronous.size > 0);
    },
    close() {
      closed ??= closeAll();
      return closed;
    },
  };
};

const toJson = (payload: unknown, maxBytes: number): string => {
  const json = JSON.stringify(payload === undefined ? {} : payload);
  const bytes = Buffer.byteLength(json);
  if (bytes <= maxBytes) return json;
  throw new LambdaError(
    'RequestTooLargeException',
    `Request must be smaller than ${maxBytes} bytes for the InvokeFunction operation`,
    { context: { bytes, maxBytes } },
  );
};
