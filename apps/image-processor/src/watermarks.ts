import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { errorCode } from '@image-pipeline/errors';
import type { Recipe, WatermarkFiles } from '@image-pipeline/image-transform';
import { InvalidSettingsError } from './errors.ts';

/** In the order in which they are looked for. */
const extensions = ['png', 'svg', 'webp', 'avif', 'jpg'] as const;

/**
 * Reads the watermarks that recipes ask for. They lie beside the function: it needs no permission to get them, and
 * the variants stay a function of the uploads and the deployment.
 * @throws InvalidSettingsError naming the watermark that is not there
 */
export const readWatermarks = (recipes: readonly Recipe[], folder: string): WatermarkFiles => {
  const names = new Set(recipes.flatMap(({ watermark }) => watermark?.image ?? []));
  return Object.fromEntries([...names].map((name) => [name, readWatermark(name, folder)]));
};

const readWatermark = (name: string, folder: string): Uint8Array => {
  for (const extension of extensions) {
    const bytes = readIfThere(join(folder, `${name}.${extension}`));
    if (bytes !== undefined) return bytes;
  }
  const expected = `recipes whose watermarks lie beside the function; watermarks/${name}.png or .${extensions.slice(1).join(', .')} is missing`;
  throw new InvalidSettingsError('RECIPES', expected, name);
};

const readIfThere = (path: string): Uint8Array | undefined => {
  try {
    return readFileSync(path);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
};
