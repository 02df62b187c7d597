import type { ImageRecord, ImageRecordRepository } from '@image-pipeline/image-records';
import type { LogLine } from '@image-pipeline/local-cloud';
import * as v from 'valibot';
import type { Colours, Output } from '../terminal/output.ts';
import { printable } from '../terminal/printable.ts';

/** What the function logs, at level INFO, when it is done with an object. */
const endedEntry = v.object({
  image: v.object({ imageId: v.string(), outcome: v.picklist(['committed', 'superseded']) }),
});

/** What it logs when an object failed; Lambda will try again. */
const failedEntry = v.object({
  level: v.literal('ERROR'),
  event: v.optional(v.object({ key: v.string() })),
  error: v.object({ name: v.string(), message: v.string() }),
});

/** Lambda's own lines and console output of libraries are no JSON. */
const logEntry = v.pipe(v.string(), v.parseJson(), v.union([endedEntry, failedEntry]));

/** Lambda's own line about an invocation that failed; about a crash or a time-out there is no other. */
const failedInvocation = /^REPORT .*\tStatus: (?:error|timeout)(?:\tError Type: (?<errorType>\S+))?/;

/** Takes one line of the function's log. Resolves when what it tells, and all before it, has been written. */
export type ImageLog = (line: Pick<LogLine, 'message' | 'requestId'>) => Promise<void>;

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

  const describe = async ({ message, requestId }: Parameters<ImageLog>[0]): Promise<string | undefined> => {
    if (message.startsWith('REPORT ')) {
      const failed = failedInvocation.exec(message);
      if (explained.delete(requestId) || failed === null) return undefined;
      return failureLine(colours, `an invocation (${failed.groups?.['errorType'] ?? 'it timed out'})`);
    }
    const { success, output: entry } = v.safeParse(logEntry, message);
    if (!success) return undefined;
    if ('error' in entry) {
      explained.add(requestId);
      return failureLine(
        colours,
        `${entry.event?.key ?? 'an event'}  ${entry.error.name}: ${entry.error.message}`,
      );
    }
    // A duplicate or late event changes nothing, so there is nothing to tell.
    if (entry.image.outcome === 'superseded') return undefined;
    const record = await (await records).get(entry.image.imageId);
    return record && recordLine(colours, record);
  };

  return async (line) => {
    const written = writing.then(async () => {
      const text = await describe(line).catch((error: unknown) => failureLine(colours, String(error)));
      if (text !== undefined && !signal.aborted) write(text);
    });
    writing = written;
    await written;
  };
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
