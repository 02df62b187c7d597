import { randomBytes } from 'node:crypto';
import { createReadStream, createWriteStream, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** First and last byte, both included. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/**
 * Bytes on disk under random names: an object's key never becomes a path. A blob is written once and never changed,
 * so whoever reads one reads all of it as it was, whatever happens to the object meanwhile.
 */
export interface BlobFiles {
  /** Writes a new blob to the disk's platter; leaves nothing behind when `content` fails. Resolves to its name. */
  write(content: AsyncIterable<Uint8Array>): Promise<string>;
  /** Reads a blob. It stays on disk until the stream is closed, even when it is discarded at once. */
  read(blob: string, range?: ByteRange): Readable;
  /** Keeps blobs on disk until the returned function is called. */
  hold(blobs: readonly string[]): () => void;
  /** Deletes a blob as soon as nobody holds it. */
  discard(blob: string): void;
  /** Deletes what no `known` name refers to: blobs that were being written or replaced when the process ended. */
  removeOrphans(known: ReadonlySet<string>): void;
  /** Resolves when every deletion under way is over. */
  settled(): Promise<void>;
}

/** @param onError called when a blob could not be deleted; the next start tries again */
export const createBlobFiles = (dir: string, onError: (error: unknown) => void): BlobFiles => {
  const holds = new Map<string, number>();
  const discarded = new Set<string>();
  const deletions = new Set<Promise<void>>();
  const pathOf = (blob: string): string => join(dir, blob.slice(0, 2), blob);

  const remove = (blob: string): void => {
    discarded.delete(blob);
    const deletion = rm(pathOf(blob), { force: true })
      .catch(onError)
      .finally(() => deletions.delete(deletion));
    deletions.add(deletion);
  };

  const release = (blob: string): void => {
    const left = (holds.get(blob) ?? 0) - 1;
    if (left > 0) {
      holds.set(blob, left);
      return;
    }
    holds.delete(blob);
    if (discarded.has(blob)) remove(blob);
  };

  const hold: BlobFiles['hold'] = (blobs) => {
    for (const blob of blobs) holds.set(blob, (holds.get(blob) ?? 0) + 1);
    let held = true;
    return () => {
      if (held) blobs.forEach(release);
      held = false;
    };
  };

  const discard: BlobFiles['discard'] = (blob) => {
    if (holds.has(blob)) discarded.add(blob);
    else remove(blob);
  };

  return {
    hold,
    discard,
    async write(content) {
      const blob = randomBytes(16).toString('hex');
      mkdirSync(join(dir, blob.slice(0, 2)), { recursive: true });
      try {
        await pipeline(content, createWriteStream(pathOf(blob), { flags: 'wx', flush: true }));
      } catch (error) {
        discard(blob);
        throw error;
      }
      return blob;
    },
    read(blob, range) {
      const stream = createReadStream(pathOf(blob), { ...range, highWaterMark: 256 * 1024 });
      stream.once('close', hold([blob]));
      return stream;
    },
    removeOrphans(known) {
      mkdirSync(dir, { recursive: true });
      for (const file of readdirSync(dir, { recursive: true, withFileTypes: true })) {
        if (file.isFile() && !known.has(file.name)) rmSync(join(file.parentPath, file.name));
      }
    },
    async settled() {
      await Promise.all(deletions);
    },
  };
};
