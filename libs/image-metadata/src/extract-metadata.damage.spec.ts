import { pngChunk, profileText, textChunk } from '@image-pipeline/image-file/testing';
import fc from 'fast-check';
import { heic } from '../testing/heic.ts';
import { jpegWithExif, picture, pngWithChunks } from '../testing/images.ts';
import { photo } from '../testing/photo.ts';
import { tiffBlock } from '../testing/tiff-block.ts';
import { extractMetadata, type ImageMetadata } from './extract-metadata.ts';

describe('extractMetadata, under damage', () => {
  const bounded = (metadata: ImageMetadata) => {
    expect(metadata.width * metadata.height).toBe(24 * 16);
    expect(JSON.parse(JSON.stringify(metadata))).toEqual(metadata);
    expect(Buffer.byteLength(JSON.stringify(metadata))).toBeLessThan(20_000);
    expect(JSON.stringify(metadata)).not.toMatch(/[\p{Cc}\p{Bidi_Control}]|\\u/u);
    const { capturedAt, location } = metadata;
    if (capturedAt) {
      const text = 'instant' in capturedAt ? capturedAt.instant : capturedAt.local;
      expect(text).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z?$/);
      expect(Date.parse(text)).not.toBeNaN();
    }
    if (location) {
      expect(Math.abs(location.latitude)).toBeLessThanOrEqual(90);
      expect(Math.abs(location.longitude)).toBeLessThanOrEqual(180);
    }
  };

  const block = tiffBlock(photo);
  const blockStart = Buffer.from('II*\0', 'latin1');

  it.each([
    ['JPEG', () => jpegWithExif(block)],
    ['HEIC', () => heic({ exif: block })],
    [
      'WebP',
      () =>
        picture()
          .withExif({ IFD0: { Make: 'Canon', Copyright: 'x' }, IFD3: { GPSLatitude: '1/1' } })
          .webp()
          .toBuffer(),
    ],
    [
      'PNG',
      () => pngWithChunks(pngChunk('eXIf', block), textChunk('Raw profile type exif', profileText(block))),
    ],
  ])('resolves within its bounds for a %s with any EXIF bytes changed', async (_name, make) => {
    const image = await make();
    const start = image.indexOf(blockStart);
    const change = fc.record({
      at: fc.nat({ max: Math.min(block.length, image.length - start) - 1 }),
      to: fc.oneof(fc.constantFrom(0, 0x7f, 0xff), fc.nat({ max: 255 })),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 12 }), async (changes) => {
        const damaged = Buffer.from(image);
        for (const { at, to } of changes) damaged[start + at] = to;
        bounded(await extractMetadata(damaged, { location: 'keep' }));
      }),
      { numRuns: 200 },
    );
  });

  it('resolves within its bounds for a block cut off anywhere', async () => {
    for (let length = 0; length < block.length; length += 3) {
      bounded(await extractMetadata(await jpegWithExif(block.subarray(0, length)), { location: 'keep' }));
    }
  });
});
