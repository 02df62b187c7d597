import { format as formatText, inspect } from 'node:util';

export interface ConsoleOptions {
  readonly format: 'Text' | 'JSON';
  /** Methods below this level write nothing; taken into account for JSON alone, as on AWS. */
  readonly level: string | undefined;
  /** Of the invocation that is running. */
  readonly requestId: () => string | undefined;
}

const severity = { TRACE: 0, DEBUG: 1, INFO: 2, WARN: 3, ERROR: 4 } as const;
type Level = keyof typeof severity;

const methods = {
  trace: 'TRACE',
  debug: 'DEBUG',
  log: 'INFO',
  info: 'INFO',
  warn: 'WARN',
  error: 'ERROR',
} as const satisfies Record<string, Level>;

/**
 * Makes `console` write what it writes on Lambda: time, request id and level with every message, and a message with
 * several lines as one line of the log. Loggers that write to stdout themselves are left alone, as on Lambda.
 * @returns what `console.error` has become
 * @see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-logging.html
 */
export const replaceConsole = ({
  format,
  level,
  requestId,
}: ConsoleOptions): ((...values: unknown[]) => void) => {
  const lowest = format === 'JSON' ? (severity[level as Level] ?? 0) : 0;
  const render = format === 'JSON' ? jsonLine : textLine;
  const write =
    (methodLevel: Level) =>
    (...values: unknown[]) => {
      if (severity[methodLevel] < lowest) return;
      // The carriage return is what AWS puts in the place of a line break too.
      process.stdout.write(`${render(methodLevel, requestId(), values).replaceAll('\n', '\r')}\n`);
    };
  for (const [method, methodLevel] of Object.entries(methods)) {
    globalThis.console[method as keyof typeof methods] = write(methodLevel);
  }
  return write('ERROR');
};

const textLine = (level: Level, requestId: string | undefined, values: readonly unknown[]): string =>
  [new Date().toISOString(), requestId ?? 'undefined', level, formatText(...values)].join('\t');

const jsonLine = (level: Level, requestId: string | undefined, values: readonly unknown[]): string => {
  const envelope = { timestamp: new Date().toISOString(), level, requestId };
  const error = values.find((value) => value instanceof Error);
  const details = error && {
    errorType: error.name,
    errorMessage: error.message,
    stackTrace: error.stack?.split('\n'),
  };
  const [only] = values;
  const message = values.length === 1 && error === undefined ? only : formatText(...values);
  try {
    return JSON.stringify({ ...envelope, message, ...details });
  } catch {
    // Circular structures and big integers have no JSON.
    return JSON.stringify({ ...envelope, message: inspect(message), ...details });
  }
};
