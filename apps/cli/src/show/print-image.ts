import { findImage } from '@image-pipeline/pipeline-operations';
import { stringify } from 'yaml';
import type { CommandContext } from '../command/command-context.ts';
import { withStack, type StackOptions } from '../command/stack-options.ts';
import { jsonLine } from '../terminal/json-line.ts';
import { printable } from '../terminal/printable.ts';

/**
 * Prints the record of one image, for people as YAML.
 * @throws NoImageError of pipeline-operations; what connecting throws
 */
export const printImage = async (
  image: string,
  options: StackOptions,
  { output }: CommandContext,
): Promise<void> => {
  const record = await withStack(options, async (stack) => await findImage(stack, image));
  if (options.json) return output.line(jsonLine(record));
  for (const line of stringify(record, { lineWidth: 0 }).trimEnd().split('\n')) output.line(printable(line));
};
