import type { Selection } from '@image-pipeline/pipeline-operations';
import { UsageError } from '../errors.ts';

/** The options that say which images are meant. */
export interface SelectionOptions {
  readonly prefix?: string;
  readonly outdated?: boolean;
  readonly rejected?: string;
}

/**
 * What the command line means: exactly one way of naming images.
 * @throws UsageError nothing-selected
 */
export const readSelection = (
  images: readonly string[],
  { prefix, outdated, rejected }: SelectionOptions,
): Selection => {
  const ways: Selection[] = [];
  if (images.length > 0) ways.push({ images });
  if (prefix !== undefined) ways.push({ prefix });
  if (outdated) ways.push({ outdated });
  if (rejected !== undefined) ways.push({ rejected });
  const [selection, ...others] = ways;
  if (selection !== undefined && others.length === 0) return selection;
  throw new UsageError({
    code: 'nothing-selected',
    problem: `It is not clear which images are meant: ${ways.length} ways of naming them are given.`,
    remedy: 'Give images, or one of --prefix, --outdated and --rejected.',
    context: { ways: ways.length },
  });
};
