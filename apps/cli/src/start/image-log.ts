import type { ImageRecord, ImageRecordRepository } from '@image-pipeline/image-records';
import type { LogLine } from '@image-pipeline/local-cloud';
import * as v from 'valibot';
import type { Colours, Output } from '../terminal/output.ts';
import { printable } from '../terminal/printable.ts';

const objectAddress = v.object({ bucket: v.string(), key: v.string() });

/** What the function logs, at level INFO, when it is done with an object. */
const endedEntry = v.object({
  event: objectAddress,
  image: v.object({ imageId: v.string(), outcome: v.picklist(['committed', 'superseded']) }),
});

/** What it logs when an object failed; Lambda will try again. */
const failedEntry = v.object({
  level: v.literal('ERROR'),
  event: v.optional(objectAddress),
  error: v.object({ name: v.string(), message: v.string() }),
});

const logEntry = v.union([endedEntry, failedEntry]);

/** Lambda's own line about an invocation that failed; about a crash or a time-out there is no other. */
const failedInvocation = /^REPORT .*\tStatus: (?:error|timeout)(?:\tError Type: (?<errorType>\S+))?/;

export interface ImageLog {
  /** Takes one line of the function's log. */
  take(line: Pick<LogLine, 'message' | 'requestId'>): void;
  /** Resolves when everything taken so far has been written. */
  settled(): Promise<void>;
}

/**
 * Writes one line to stdout for each image that the function is done with, in the order in which it was done.
 * Nothing is written before `records` is there, nor after `signal` is aborted.
 */
export const createImageLog = (
  records: Promise<Pick<ImageRecordRepository, 'get'>>,
  { line: write, colours }: Pick<Output, 'line' | 'colours'>,
  signal: AbortSignal,
): ImageLog => {
  let writing: Promise<unknown> = records;
  /** Invocations whose failure the function has told of itself. */
  const explained = new Set<string | undefined>();

  const describe = async ({ message, requestId }: Pick<LogLine, 'message' | 'requestId'>) => {
    if (message.startsWith('REPORT ')) {
      const failed = failedInvocation.exec(message);
      if (explained.delete(requestId) || failed === null) return undefined;
      return failureLine(colours, `an invocation (${failed.groups?.['errorType'] ?? 'it timed out'})`);
    }
    const entry = v.safeParse(logEntry, parseJson(message));
    if (!entry.success) return undefined;
    if ('error' in entry.output) {
      explained.add(requestId);
      const { event, error } = entry.output;
      return failureLine(colours, `${event?.key ?? 'an event'}  ${error.name}: ${error.message}`);
    }
    const { image } = entry.output;
    // A duplicate or late event changes nothing, so there is nothing to tell.
    if (image.outcome === 'superseded') return undefined;
    const record = await (await records).get(image.imageId);
    return record && recordLine(colours, record);
  };

  return {
    take(line) {
      writing = writing.then(async () => {
        const text = await describe(line).catch((error: unknown) => failureLine(colours, String(error)));
        if (text !== undefined && !signal.aborted) write(text);
      });
    },
    settled: async () => void (await writing),
  };
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // Lambda's own lines and console output of libraries are no JSON.
  }
};

const recordLine = (colours: Colours, record: ImageRecord): string => {
  const key = printable(record.source.key);
  const ms = `${record.durationMs} ms`;
  switch (record.status) {
    case 'ready': {
      const shown = record.variants.find(({ name }) => name === 'thumb') ?? record.variants[0];
      return `${colours.green('ready   ')}  ${key}  ${record.width}×${record.height}  ${ms}  ${shown?.cdnUrl ?? ''}`;
    }
    case 'rejected': {
      const { code, message } = record.rejection;
      return `${colours.yellow('rejected')}  ${key}  ${ms}  ${printable(`${code}: ${message}`)}`;
    }
    case 'deleted':
      return `${colours.dim('deleted ')}  ${key}  ${ms}`;
  }
};

const failureLine = (colours: Colours, what: string): string =>
  `${colours.red('failed  ')}  ${printable(what)}`;
