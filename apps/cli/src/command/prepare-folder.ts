import { constants } from 'node:fs';
import { access, mkdir, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { errorCode } from '@image-pipeline/errors';
import { UsageError } from '../errors.ts';
import { printable } from '../terminal/printable.ts';

/**
 * Makes the folder that an option names, with those above it, when it is missing.
 * @param option the option's name, such as `--out`, for the error
 * @throws UsageError folder-unusable
 */
export const prepareFolder = async (path: string, option: string): Promise<void> => {
  try {
    await makeFolder(resolve(path));
    await access(path, constants.W_OK);
  } catch (cause) {
    throw new UsageError({
      code: 'folder-unusable',
      problem: `${printable(path)} cannot be used as a folder (${String(errorCode(cause) ?? cause)}).`,
      remedy: `Give ${option} a folder that can be made and written to.`,
      context: { path, option },
      cause,
    });
  }
};

/** One level at a time: Node's own `recursive` never returns where a folder refuses new entries as missing (/proc). */
const makeFolder = async (path: string): Promise<void> => {
  if ((await stat(path).catch(ifMissing))?.isDirectory()) return;
  if (dirname(path) !== path) await makeFolder(dirname(path));
  await mkdir(path).catch(ifThereByNow);
};

const ifMissing = (error: NodeJS.ErrnoException): undefined => {
  if (error.code !== 'ENOENT') throw error;
};

/** Another process may have made a folder above in the meantime; a file at the place itself is no folder. */
const ifThereByNow = async (error: NodeJS.ErrnoException & { path?: string }): Promise<void> => {
  if (error.code !== 'EEXIST' || !(await stat(error.path ?? '')).isDirectory()) throw error;
};
