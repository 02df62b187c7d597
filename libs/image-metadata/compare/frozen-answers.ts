import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { corpus } from './corpus/corpus.ts';
import { readWithExiftool, type ExiftoolTags } from './exiftool.ts';

/** What exiftool said of the corpus, so that agreement is tested where there is no exiftool. */
export interface FrozenAnswers {
  /** The version of exiftool. */
  readonly exiftool: string;
  /** By the names of the corpus. */
  readonly answers: Readonly<Record<string, ExiftoolTags>>;
}

const path = new URL('frozen-answers.json', import.meta.url);

export const readFrozenAnswers = (): FrozenAnswers => JSON.parse(readFileSync(path, 'utf8')) as FrozenAnswers;

/** Makes the corpus anew, asks exiftool about it, and keeps its answers beside this file. @returns how many */
export const freezeAnswers = async (exiftool: string): Promise<number> => {
  const directory = await mkdtemp(join(tmpdir(), 'exiftool-corpus-'));
  try {
    const names = Object.keys(corpus);
    const paths = names.map((_, index) => join(directory, String(index)));
    for (const [index, make] of Object.values(corpus).entries())
      await writeFile(paths[index] ?? '', await make());
    const answers = await readWithExiftool(paths);
    await writeFile(path, asJson(exiftool, names, answers));
    return names.length;
  } finally {
    await rm(directory, { recursive: true });
  }
};

/** One line for each file: a change of one answer is one line of a diff. */
const asJson = (exiftool: string, names: readonly string[], answers: readonly ExiftoolTags[]): string => {
  const lines = answers.map(
    ({ SourceFile: _path, ...tags }, index) => `${JSON.stringify(names[index])}: ${JSON.stringify(tags)}`,
  );
  return `{\n"exiftool": ${JSON.stringify(exiftool)},\n"answers": {\n${lines.join(',\n')}\n}\n}\n`;
};
