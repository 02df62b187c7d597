import { resolve } from 'node:path';
import * as v from 'valibot';
import type { LogLine } from '../cloudwatch/log-line.ts';
import type { Diagnostic } from '../engine/engine-service.ts';
import type { Configuration } from '../engine/stack-configuration.ts';
import { LocalCloudOptionError } from '../errors.ts';

/** Where a local cloud can be reached, known before its program is evaluated. */
export interface Addresses {
  /** Of S3, DynamoDB, SQS and Lambda, such as `http://127.0.0.1:4566`. */
  readonly endpoint: string;
  /** Of the first distribution. */
  readonly cdn: string;
}

export interface LocalCloudOptions {
  /** Folder of Pulumi.yaml. */
  readonly programDir: string;
  readonly stack: string;
  /** Configuration over that of the stack's file; keys with or without a namespace. */
  readonly config?: (addresses: Addresses) => Configuration;
  /** Folder that keeps everything from one start to the next; made when missing. */
  readonly dataDir: string;
  /** Port of the endpoint; default 0, which takes any that is free. */
  readonly port?: number;
  /** Port of the first distribution; default 0. Further ones take any that is free. */
  readonly cdnPort?: number;
  /** Milliseconds before the first and second retry of an asynchronous invocation; default [1000, 2000]. */
  readonly retryDelaysMs?: readonly number[];
  /** How long the program may take to be evaluated, in milliseconds; default 120 000. */
  readonly timeoutMs?: number;
  /** Told of each line of the functions' logs. */
  readonly onLog?: (line: LogLine) => void;
  /** Told what the program says and what goes wrong behind the scenes. By default warnings and errors become process warnings. */
  readonly onDiagnostic?: (diagnostic: Diagnostic) => void;
  /** Ends the start, and what was started until then. */
  readonly signal?: AbortSignal;
}

const text = v.pipe(v.string(), v.nonEmpty());
const port = v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(65_535)), 0);
const milliseconds = v.pipe(v.number(), v.integer(), v.minValue(0));
const callback = v.optional(v.function());

const optionsSchema = v.strictObject({
  programDir: text,
  stack: text,
  config: callback,
  dataDir: text,
  port,
  cdnPort: port,
  retryDelaysMs: v.optional(v.array(milliseconds)),
  timeoutMs: v.optional(milliseconds),
  onLog: callback,
  onDiagnostic: callback,
  signal: v.optional(v.instance(AbortSignal)),
});

/** Options with their defaults, and with an absolute data folder. */
export type Settings = LocalCloudOptions &
  Required<Pick<LocalCloudOptions, 'port' | 'cdnPort' | 'onLog' | 'onDiagnostic' | 'config'>>;

/** @throws LocalCloudOptionError naming the option */
export const parseLocalCloudOptions = (options: LocalCloudOptions): Settings => {
  const parsed = v.safeParse(optionsSchema, options);
  if (!parsed.success) {
    const [issue] = parsed.issues;
    const option = v.getDotPath(issue) ?? 'options';
    throw new LocalCloudOptionError(
      'invalid-option',
      `The local cloud's option ${option}: ${issue.message}.`,
      {
        remedy: `Options are ${Object.keys(optionsSchema.entries).join(', ')}.`,
        context: { option },
      },
    );
  }
  return {
    ...options,
    config: options.config ?? (() => ({})),
    onLog: options.onLog ?? (() => undefined),
    onDiagnostic: options.onDiagnostic ?? warn,
    dataDir: resolve(options.dataDir),
    port: options.port ?? 0,
    cdnPort: options.cdnPort ?? 0,
  };
};

const warn = ({ severity, message }: Diagnostic): void => {
  if (severity === 'warning' || severity === 'error')
    process.emitWarning(message, { type: 'LocalCloudWarning' });
};
