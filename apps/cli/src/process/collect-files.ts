import type { Stats } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { errorCode } from '@image-pipeline/errors';
import { UsageError } from '../errors.ts';
import { printable } from '../terminal/printable.ts';

/** A file that was found. */
export interface InputFile {
  /** The path as it was given, or as it was found below a given folder: what a person recognises. */
  readonly path: string;
  /** The file's own name, unchecked: an attacker's text. */
  readonly name: string;
}

/** What is not taken, and who is told. */
export interface CollectOptions {
  /** A folder whose content is left out, so that results of an earlier run do not become input. */
  readonly except?: string | undefined;
  /** Told of what was found but left out for a reason that a person should hear. */
  readonly onSkipped?: (path: string, reason: string) => void;
  readonly signal?: AbortSignal | undefined;
}

interface Visit extends CollectOptions {
  /** Real paths that were taken already: a file is taken once, and loops of symbolic links end. */
  readonly seen: Set<string>;
}

/**
 * The regular files that the paths name. Folders are searched to any depth in alphabetical order, symbolic links are
 * followed, and whatever starts with a dot is left out unless it was named itself.
 *
 * @throws UsageError path-missing, path-unsupported, nothing-to-process
 */
export const collectFiles = async (
  paths: readonly string[],
  options: CollectOptions = {},
): Promise<InputFile[]> => {
  const files: InputFile[] = [];
  const visit = { ...options, seen: new Set(await realPathOfFolder(options.except)) };
  for (const [path, stats] of await checkedPaths(paths)) {
    for await (const file of filesAt(path, stats, visit)) files.push(file);
  }
  if (files.length === 0) {
    throw new UsageError({
      code: 'nothing-to-process',
      problem: `There is no file in ${paths.map(printable).join(', ')}.`,
      remedy: 'Name image files, or folders that hold some; hidden files count only when named themselves.',
      context: { paths },
    });
  }
  return files;
};

/** All paths are looked at before the first is used: a typing error shows at once, not after a minute. */
const checkedPaths = async (paths: readonly string[]): Promise<(readonly [string, Stats])[]> =>
  await Promise.all(
    paths.map(async (path) => {
      const stats = await stat(path).catch((cause: unknown) => {
        throw missingPath(path, cause);
      });
      if (!stats.isFile() && !stats.isDirectory()) {
        throw new UsageError({
          code: 'path-unsupported',
          problem: `${printable(path)} is neither a file nor a folder.`,
          remedy: 'Name a regular file or a folder.',
          context: { path },
        });
      }
      return [path, stats] as const;
    }),
  );

const missingPath = (path: string, cause: unknown): UsageError => {
  const [state, remedy] = failsWith(cause, 'ENOENT', 'ENOTDIR')
    ? ['does not exist', 'Check the spelling; relative paths start in the current folder.']
    : [`cannot be read (${reasonOf(cause)})`, 'Check its permissions.'];
  return new UsageError({
    code: 'path-missing',
    problem: `${printable(path)} ${state}.`,
    remedy,
    context: { path },
    cause,
  });
};

async function* filesAt(path: string, stats: Stats, visit: Visit): AsyncGenerator<InputFile> {
  visit.signal?.throwIfAborted();
  const real = await realpath(path);
  if (visit.seen.has(real)) return;
  visit.seen.add(real);
  if (stats.isFile()) yield { path, name: basename(path) };
  else if (stats.isDirectory()) yield* filesBelow(path, visit);
  else visit.onSkipped?.(path, 'it is neither a file nor a folder');
}

async function* filesBelow(folder: string, visit: Visit): AsyncGenerator<InputFile> {
  const entries = await readdir(folder).catch((error: unknown) => {
    visit.onSkipped?.(folder, `the folder cannot be read (${reasonOf(error)})`);
    return [];
  });
  for (const entry of entries.filter((name) => !name.startsWith('.')).sort()) {
    const path = join(folder, entry);
    try {
      yield* filesAt(path, await stat(path), visit);
    } catch (error) {
      if (!failsWith(error, 'ENOENT', 'ELOOP', 'EACCES')) throw error;
      visit.onSkipped?.(path, `it leads nowhere or cannot be read (${reasonOf(error)})`);
    }
  }
}

const realPathOfFolder = async (path: string | undefined): Promise<string[]> => {
  if (path === undefined) return [];
  try {
    return (await stat(path)).isDirectory() ? [await realpath(path)] : [];
  } catch (error) {
    if (failsWith(error, 'ENOENT', 'ENOTDIR')) return [];
    throw error;
  }
};

const failsWith = (error: unknown, ...codes: readonly unknown[]): boolean => codes.includes(errorCode(error));

const reasonOf = (error: unknown): string => String(errorCode(error) ?? error);
