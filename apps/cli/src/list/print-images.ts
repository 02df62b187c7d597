import type { ListedRecord } from '@image-pipeline/image-records';
import { listImages, type ImageFilter } from '@image-pipeline/pipeline-operations';
import type { CommandContext } from '../command/command-context.ts';
import { withStack, type StackOptions } from '../command/stack-options.ts';
import { jsonLine } from '../terminal/json-line.ts';
import { printable } from '../terminal/printable.ts';

/** What `imgpipe list` can be asked for. */
export interface ListOptions extends StackOptions, ImageFilter {
  /** Images at most. Default all. */
  readonly limit?: number;
}

/**
 * Prints the images of a stack as they are found, so that the first ones show at once however many there are.
 * @throws what connecting and listing throw; the reason of a stop
 */
export const printImages = async (
  { limit = Infinity, ...options }: ListOptions,
  { output, shutdown }: CommandContext,
): Promise<void> =>
  await withStack(options, async (stack) => {
    let printed = 0;
    for await (const record of listImages(stack, options)) {
      shutdown.signal.throwIfAborted();
      output.line(options.json ? jsonLine(record) : imageLine(record));
      printed += 1;
      if (printed >= limit) break;
    }
    if (!options.json) output.note(`${printed} ${printed === 1 ? 'image' : 'images'}`);
  });

/** Lines come one by one, so columns have widths that fit the usual. */
const imageLine = (record: ListedRecord): string => {
  const { imageId, status, uploadedAt, source } = record;
  const what =
    status === 'ready' ? `${record.width}×${record.height} ${record.format}` : record.rejection.code;
  return [uploadedAt, imageId, status.padEnd(8), printable(what).padEnd(18), printable(source.key)].join(
    '  ',
  );
};
