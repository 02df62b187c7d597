import { ImageRejectedError } from '@image-pipeline/image-file';
import { bombs } from '../testing/bombs.ts';
import type { Recipe } from '../recipes/recipe.ts';
import { renderVariants } from '../render-variants.ts';
import { animation, encoders, photo, plain } from '../testing/images.ts';
import { readHeader } from '../testing/read-header.ts';

const outcomeOf = (bytes: Uint8Array): Promise<string> =>
  readHeader(bytes).then(
    () => 'ready',
    (error: unknown) => {
      if (error instanceof ImageRejectedError) return error.code;
      throw error;
    },
  );

/** Bombs that are pictures for all that a header says. */
const harmless: Readonly<Record<string, string>> = {
  'SVG of ten billion entities': 'ready',
  'PNG whose text unpacks to a gigabyte': 'ready',
  'JPEG with 16 MB of ICC profile': 'ready',
  // Only the first page is decoded, and it ends when its few bytes do.
  'TIFF of 900 pages of 1,000 x 1,000': 'ready',
};

const isOfPixels = /claims|SVG of 1,|pages of|one frame of|frames of \d/;
const isOfFrames = /[\d,]+ (frames|pages)$/;

describe('a bomb', () => {
  it.each(Object.entries(bombs))('ends by what its header says: %s', async (name, make) => {
    const overLimit = isOfPixels.test(name)
      ? 'too-many-pixels'
      : isOfFrames.test(name)
        ? 'too-many-frames'
        : 'too-many-bytes';
    expect(await outcomeOf(await make())).toBe(harmless[name] ?? overLimit);
  });

  it('is told from a large file by its message', async () => {
    const bytes = await bombs['JPEG with 90 MB of EXIF']!();
    await expect(readHeader(bytes)).rejects.toMatchObject({
      context: { part: 'metadata', limit: 16 * 1024 * 1024 },
      message: expect.stringMatching(/metadata.+Upload a copy with less metadata\.$/),
    });
  });
});

describe('a file with much that is no bomb', () => {
  it.each(['gif', 'webp'] as const)('as many frames as the limit: %s', async (format) => {
    const bytes = await encoders[format](animation(2, 2, 20));
    await expect(readHeader(bytes, { maxFrames: 20 })).resolves.toMatchObject({ pages: 20 });
    await expect(readHeader(bytes, { maxFrames: 19 })).rejects.toMatchObject({
      code: 'too-many-frames',
      context: { frames: 20, limit: 19 },
    });
  });

  it('as many pages as the limit', async () => {
    const bytes = await encoders.tiff(animation(2, 2, 20));
    await expect(readHeader(bytes, { maxFrames: 20 })).resolves.toMatchObject({ pages: 20 });
    await expect(readHeader(bytes, { maxFrames: 19 })).rejects.toMatchObject({
      context: { frames: 20, limit: 19 },
    });
  });

  it('twelve pages of which only the first is decoded, together over the limit', async () => {
    const bytes = await encoders.tiff(animation(10, 10, 12));
    await expect(readHeader(bytes, { maxPixels: 100 })).resolves.toMatchObject({ pages: 12, width: 10 });
    const recipe: Recipe = { name: 'v', fit: 'width', width: 10, format: 'png' };
    const { variants } = await renderVariants(bytes, [recipe], { maxPixels: 100 });
    expect(variants).toHaveLength(1);
    await expect(readHeader(bytes, { maxPixels: 99 })).rejects.toMatchObject({
      code: 'too-many-pixels',
      context: { pixels: 100, pages: 1 },
    });
  });

  it.each(['jpeg', 'png', 'webp', 'tiff', 'avif'] as const)('four megabytes of XMP: %s', async (format) => {
    const depthMap = `<x:xmpmeta xmlns:x="adobe:ns:meta/">${'A'.repeat(4_000_000)}</x:xmpmeta>`;
    // One segment of a JPEG holds 64 kB, and sharp writes no more.
    const xmp = format === 'jpeg' ? depthMap.slice(0, 60_000) : depthMap;
    const header = await readHeader(await encoders[format](photo(40, 30).withXmp(xmp)));
    expect(header.blocks.xmp?.length).toBeGreaterThanOrEqual(xmp.length);
  });

  it('layers of Photoshop in a TIFF, once', async () => {
    const [imageSourceData, undefinedBytes] = [37_724, 7];
    const withTags = async (...tags: readonly number[]) => {
      const tiff = await plain(4, 4).tiff({ compression: 'none' }).toBuffer();
      const directory = tiff.readUInt32LE(4);
      const entries = tiff.subarray(directory + 2, directory + 2 + tiff.readUInt16LE(directory) * 12);
      const added = tags.map((tag) => {
        const entry = Buffer.alloc(12);
        entry.writeUInt16LE(tag, 0);
        entry.writeUInt16LE(undefinedBytes, 2);
        entry.writeUInt32LE(20_000_000, 4);
        entry.writeUInt32LE(tiff.length, 8);
        return entry;
      });
      const count = Buffer.alloc(2);
      count.writeUInt16LE(entries.length / 12 + added.length);
      const layers = Buffer.alloc(20_000_000);
      const changed = Buffer.concat([tiff, layers, count, entries, ...added, Buffer.alloc(4)]);
      changed.writeUInt32LE(tiff.length + layers.length, 4);
      return changed;
    };
    expect(await outcomeOf(await withTags(imageSourceData))).toBe('ready');
    expect(await outcomeOf(await withTags(imageSourceData, imageSourceData))).toBe('too-many-bytes');
  });
});
