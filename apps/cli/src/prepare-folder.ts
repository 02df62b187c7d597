import { constants } from 'node:fs';
import { access, mkdir } from 'node:fs/promises';
import { UsageError } from './errors.ts';
import { printable } from './terminal/printable.ts';

/**
 * Makes the folder that an option names, when it is missing.
 * @param option such as `--out`
 * @throws UsageError folder-unusable
 */
export const prepareFolder = async (path: string, option: string): Promise<void> => {
  try {
    await mkdir(path, { recursive: true });
    await access(path, constants.W_OK);
  } catch (cause) {
    const reason = (cause as NodeJS.ErrnoException).code ?? String(cause);
    throw new UsageError(`${printable(path)} cannot be used as a folder (${reason}).`, {
      code: 'folder-unusable',
      remedy: `Give ${option} a folder that can be made and written to.`,
      context: { path, option },
      cause,
    });
  }
};
