import { mkdtempSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const nodeModules = join(
  dirname(createRequire(__filename).resolve('@pulumi/pulumi/package.json')),
  '..',
  '..',
);
const folders: string[] = [];

/** A folder that lives until `removeFolders`. */
export const temporaryFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'local-cloud-'));
  folders.push(folder);
  return folder;
};

export const removeFolders = (): void => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
};

const defaultFiles = {
  'Pulumi.yaml': 'name: shop\nruntime: { name: nodejs, options: { typescript: false } }\n',
  'Pulumi.dev.yaml': 'config:\n  aws:region: eu-west-1\n',
  'package.json': '{ "name": "shop", "main": "index.js" }',
};

/** Lays out a Pulumi program in a folder of its own, with the packages of this workspace. Returns the folder. */
export const programFolder = (files: Readonly<Record<string, string>>): string => {
  const folder = temporaryFolder();
  for (const [name, text] of Object.entries({ ...defaultFiles, ...files })) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  symlinkSync(nodeModules, join(folder, 'node_modules'));
  return folder;
};
