import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LogLine } from '../src/cloudwatch/log-line.ts';
import type { MetricDatum } from '../src/cloudwatch/metric-datum.ts';
import { parseFunctionDeclaration } from '../src/lambda/declared/function-declaration.ts';
import type { DestinationRecord } from '../src/lambda/invocations/destination-record.ts';
import type { LambdaMetricName } from '../src/lambda/lambda-function.ts';
import {
  createLambdaService,
  type LambdaService,
  type LambdaServiceOptions,
} from '../src/lambda/lambda-service.ts';
import { openDatabase } from '../src/machine/database.ts';

/** A Lambda service of its own directory, whose log, metrics and destination can be looked at. */
export interface LambdaFixture {
  readonly dir: string;
  readonly lambda: LambdaService;
  readonly log: LogLine[];
  readonly metrics: MetricDatum[];
  readonly destination: { readonly arn: string; readonly record: DestinationRecord }[];
  /** Writes a function's code and declares it. `code` maps file names to their text. */
  createFunction(
    code: Record<string, string>,
    inputs?: Record<string, unknown>,
  ): { readonly name: string; readonly arn: string };
  /** The messages of the log so far. */
  messages(): string[];
  sum(metric: LambdaMetricName): number;
  close(): Promise<void>;
}

export const runtime = `nodejs${process.versions.node.split('.')[0]}.x`;

export const startLambda = (
  options: Partial<LambdaServiceOptions> & { readonly dir?: string } = {},
): LambdaFixture => {
  const dir = options.dir ?? mkdtempSync(join(tmpdir(), 'lambda-'));
  const database = openDatabase(dir);
  const log: LogLine[] = [];
  const metrics: MetricDatum[] = [];
  const destination: LambdaFixture['destination'] = [];
  const service = createLambdaService({
    database,
    region: 'eu-central-1',
    accountId: '000000000000',
    endpointUrl: () => 'http://127.0.0.1:4566',
    issueCredentials: (roleName) => ({ accessKeyId: `KEYOF${roleName}`, secretAccessKey: 'secret' }),
    onLog: (line) => log.push(line),
    onMetric: (metric) => metrics.push(metric),
    authorize: () => undefined,
    onFailure: (error) => {
      throw error;
    },
    sendToDestination: (arn, record) => {
      destination.push({ arn, record });
      return Promise.resolve();
    },
    retryDelaysMs: [5, 10],
    ...options,
  });
  let closed: Promise<void> | undefined;
  const lambda: LambdaService = {
    ...service,
    close: () =>
      (closed ??= service.close().then(() => {
        database.close();
      })),
  };
  let functions = 0;

  return {
    dir,
    lambda,
    log,
    metrics,
    destination,
    createFunction(code, inputs = {}) {
      functions += 1;
      const name = typeof inputs['name'] === 'string' ? inputs['name'] : `function-${functions}`;
      const codeDir = writeCode(dir, name, code);
      const declared = parseFunctionDeclaration({
        name,
        codeDir,
        handler: 'index.handler',
        runtime,
        role: 'arn:aws:iam::000000000000:role/service/processor',
        ...inputs,
      });
      return { name, arn: lambda.createFunction(declared.inputs) };
    },
    messages: () => log.map(({ message }) => message),
    sum: (name) =>
      metrics.filter((metric) => metric.name === name).reduce((sum, { value }) => sum + value, 0),
    async close() {
      await lambda.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
};

export const writeCode = (dir: string, name: string, code: Record<string, string>): string => {
  const codeDir = join(dir, 'code', name);
  mkdirSync(codeDir, { recursive: true });
  for (const [file, text] of Object.entries(code)) writeFileSync(join(codeDir, file), text);
  return codeDir;
};

/** Whether there is such a process; one that has ended and waits for its parent to notice has ended. */
export const isRunning = (pid: number): boolean => {
  const state = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' }).stdout.trim();
  return state !== '' && !state.startsWith('Z');
};
