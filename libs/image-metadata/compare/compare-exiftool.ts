/**
 * Compares every field of the record with what exiftool says of the same files.
 *
 *   npm run compare:exiftool -- DIR…      compares every image below the folders
 *   npm run compare:exiftool -- --write   asks exiftool about the generated corpus, and freezes its answers for tests
 *
 * Prints for each field how often both agree, by which documented rule they differ, and every value that no rule
 * explains. Exits with 1 when there is one, with 2 for wrong usage or where exiftool is not installed.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { compareFile } from './agreement.ts';
import { ExiftoolAbsentError, exiftoolVersion, readWithExiftool } from './exiftool.ts';
import { freezeAnswers } from './frozen-answers.ts';
import { disagreements, reportLines, type FieldFinding, type Report } from './report.ts';

const isUsage = (error: unknown): error is Error =>
  error instanceof TypeError && String((error as NodeJS.ErrnoException).code).startsWith('ERR_PARSE_ARGS');

const compareFolders = async (folders: readonly string[], exiftool: string): Promise<void> => {
  const paths = (await Promise.all(folders.map(imagesBelow))).flat();
  const findings: FieldFinding[] = [];
  const rejected: Report['rejected'][number][] = [];
  for (const [at, tags] of (await readWithExiftool(paths)).entries()) {
    const path = paths[at] ?? '';
    const compared = await compareFile(path, await readFile(path), tags);
    if ('findings' in compared) findings.push(...compared.findings);
    else rejected.push(compared.rejected);
  }
  const report = { exiftool, files: paths.length, rejected, findings };
  for (const line of reportLines(report)) print(line);
  if (disagreements(report).length > 0) process.exitCode = 1;
};

/** Links are not followed. */
const imagesBelow = async (folder: string): Promise<string[]> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && /\.(jpe?g|png|webp|avif|gif|tiff?|hei[cf]|hif)$/i.test(entry.name))
    .map((entry) => resolve(join(entry.parentPath, entry.name)))
    .sort();
};

const print = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

const fail = (message: string): void => {
  process.stderr.write(`${message}\n`);
  process.exitCode = 2;
};

try {
  const { positionals: folders, values } = parseArgs({
    allowPositionals: true,
    options: { write: { type: 'boolean', default: false } },
  });
  const exiftool = await exiftoolVersion();
  if (values.write === folders.length > 0) fail('Give the folders to compare, or --write alone.');
  else if (values.write)
    print(`froze what exiftool ${exiftool} says of ${await freezeAnswers(exiftool)} files`);
  else await compareFolders(folders, exiftool);
} catch (error) {
  if (error instanceof ExiftoolAbsentError) fail(`${error.message} ${error.remedy}`);
  else if (isUsage(error)) fail(error.message);
  else throw error;
}
