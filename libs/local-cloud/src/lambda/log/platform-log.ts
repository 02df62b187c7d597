import type { FunctionDeclaration } from '../declared/function-declaration.ts';
import { executedVersion } from '../invocations/invocation.ts';

/** How long, how much, how it ended: what Lambda reports about one invocation or one failed start. */
export interface PlatformReport {
  readonly status: 'success' | 'error' | 'timeout';
  readonly errorType?: string;
  readonly durationMs: number;
  readonly memorySizeMb: number;
  readonly maxMemoryUsedMb: number;
  /** Of the first invocation in an environment. */
  readonly initDurationMs?: number;
}

/** The lines that Lambda itself writes into a function's log. */
export interface PlatformLog {
  initStart(): readonly string[];
  /** The environment did not start. */
  initReport(report: PlatformReport): readonly string[];
  start(requestId: string): readonly string[];
  /** @param problem what became of a process that did not report for itself */
  end(requestId: string, report: PlatformReport, problem?: string): readonly string[];
}

const ms = (value: number): string => `${value.toFixed(2)} ms`;

const statusFields = ({ status, errorType }: PlatformReport): string[] => {
  if (status === 'success') return [];
  return [`Status: ${status}`, ...(errorType === undefined ? [] : [`Error Type: ${errorType}`])];
};

/** @see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-logging.html */
const textLog: PlatformLog = {
  initStart: () => [`INIT_START Runtime Version: nodejs:${process.versions.node}`],
  initReport: (report) => [
    [`INIT_REPORT Init Duration: ${ms(report.durationMs)}`, 'Phase: init', ...statusFields(report)].join(
      '\t',
    ),
  ],
  start: (requestId) => [`START RequestId: ${requestId} Version: ${executedVersion}`],
  end(requestId, report, problem) {
    const fields = [
      `REPORT RequestId: ${requestId}`,
      `Duration: ${ms(report.durationMs)}`,
      `Billed Duration: ${Math.ceil(report.durationMs + (report.initDurationMs ?? 0))} ms`,
      `Memory Size: ${report.memorySizeMb} MB`,
      `Max Memory Used: ${report.maxMemoryUsedMb} MB`,
      ...(report.initDurationMs === undefined ? [] : [`Init Duration: ${ms(report.initDurationMs)}`]),
      ...statusFields(report),
    ];
    return [...(problem === undefined ? [] : [problem]), `END RequestId: ${requestId}`, fields.join('\t')];
  },
};

const event = (type: string, record: object): string[] => [
  JSON.stringify({ time: new Date().toISOString(), type: `platform.${type}`, record }),
];

const metricsOf = (report: PlatformReport) => ({
  durationMs: report.durationMs,
  billedDurationMs: Math.ceil(report.durationMs + (report.initDurationMs ?? 0)),
  memorySizeMB: report.memorySizeMb,
  maxMemoryUsedMB: report.maxMemoryUsedMb,
  initDurationMs: report.initDurationMs,
});

/** @see https://docs.aws.amazon.com/lambda/latest/dg/telemetry-schema-reference.html */
const jsonLog: PlatformLog = {
  initStart: () =>
    event('initStart', {
      initializationType: 'on-demand',
      phase: 'init',
      runtimeVersion: `nodejs:${process.versions.node}`,
      functionVersion: executedVersion,
    }),
  initReport: ({ durationMs, status, errorType }) =>
    event('initReport', {
      initializationType: 'on-demand',
      phase: 'init',
      status,
      errorType,
      metrics: { durationMs },
    }),
  start: (requestId) => event('start', { requestId, version: executedVersion }),
  end: (requestId, report) =>
    event('report', {
      requestId,
      status: report.status,
      errorType: report.errorType,
      metrics: metricsOf(report),
    }),
};

export const platformLogs: Readonly<Record<FunctionDeclaration['loggingConfig']['logFormat'], PlatformLog>> =
  {
    Text: textLog,
    JSON: jsonLog,
  };
