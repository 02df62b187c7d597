import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Variant } from '@image-pipeline/image-records';
import { ImageFailure } from '../errors.ts';

/** A variant, and where its bytes are now. */
export interface SavedVariant extends Variant {
  /** Path of the file that holds it. */
  readonly file: string;
}

/** One variant is small and its server near: longer than this, in ms, means that nothing comes any more. */
const timeoutMs = 30_000;

/**
 * Fetches every variant from its CDN address, as a browser would, into `folder` (made when missing) as
 * `<variant>.<extension>`. Files of an earlier run are replaced.
 *
 * @throws ImageFailure variant-unreachable, also for an answer that breaks off, or has another number of bytes than the
 * record tells
 */
export const fetchVariants = async (
  variants: readonly Variant[],
  folder: string,
  signal: AbortSignal,
): Promise<SavedVariant[]> => {
  await mkdir(folder, { recursive: true });
  return await Promise.all(
    variants.map(async (variant) => {
      const file = join(folder, basename(variant.key));
      await writeFile(file, await fetchVariant(variant, signal), { signal });
      return { ...variant, file };
    }),
  );
};

const fetchVariant = async (variant: Variant, signal: AbortSignal): Promise<Uint8Array> => {
  const broken = (found: string) => (cause: unknown) => {
    signal.throwIfAborted();
    throw unreachable(variant, found, cause);
  };
  const response = await fetch(variant.cdnUrl, {
    signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
  }).catch(broken('no answer'));
  if (response.status !== 200) throw unreachable(variant, `status ${response.status}`);
  const data = new Uint8Array(await response.arrayBuffer().catch(broken('the answer broke off')));
  if (data.byteLength !== variant.bytes) {
    throw unreachable(variant, `${data.byteLength} bytes instead of the record's ${variant.bytes}`);
  }
  return data;
};

const unreachable = ({ name, cdnUrl }: Variant, found: string, cause?: unknown): ImageFailure =>
  new ImageFailure({
    code: 'variant-unreachable',
    problem: `The variant ${name} could not be fetched from ${cdnUrl}: ${found}.`,
    remedy: 'Run again with --verbose to see what the stack logs.',
    context: { name, cdnUrl },
    cause,
  });
