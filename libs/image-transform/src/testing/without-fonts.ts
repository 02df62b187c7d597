import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const configuration =
  '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig></fontconfig>';

/** Does something while fontconfig, in processes started by this one, finds no font, as on Lambda. */
export const withoutFonts = async <Result>(work: () => Promise<Result>): Promise<Result> => {
  const directory = await mkdtemp(join(tmpdir(), 'no-fonts-'));
  const file = join(directory, 'fonts.conf');
  await writeFile(file, configuration);
  process.env['FONTCONFIG_FILE'] = file;
  try {
    return await work();
  } finally {
    delete process.env['FONTCONFIG_FILE'];
    await rm(directory, { recursive: true });
  }
};
