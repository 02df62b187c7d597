import {
  ImageFileError,
  ImageRejectedError,
  rejectionCodes,
  type RejectionCode,
  type SourceFormat,
} from '@image-pipeline/image-file';
import { pngChunk } from '@image-pipeline/image-file/testing';
import type { RenderLimits } from '../limits/render-limits.ts';
import { defaultRecipes } from '../recipes/default-recipes.ts';
import type { Recipe } from '../recipes/recipe.ts';
import { renderVariants } from '../render-variants.ts';
import { blackPng, pngThatClaims } from '../testing/files.ts';
import { animation, encoders, photo, plain } from '../testing/images.ts';
import { pictureInside } from '../testing/svg-files.ts';
import { refusal } from './refusal.ts';

const recipes: readonly Recipe[] = [
  { name: 'thumb', fit: 'cover', width: 20, height: 20, format: 'jpeg' },
  { name: 'large', fit: 'width', width: 300, format: 'webp' },
];

const rejection = async (
  bytes: Uint8Array,
  limits: Partial<RenderLimits> = {},
): Promise<ImageRejectedError> => {
  const error: unknown = await renderVariants(bytes, recipes, limits).catch((thrown: unknown) => thrown);
  if (error instanceof ImageRejectedError) return error;
  throw new Error('not rejected', { cause: error });
};

/** One way into each code: a new code without one does not compile. */
const ways: Record<RejectionCode, () => Promise<ImageRejectedError>> = {
  empty: () => rejection(new Uint8Array()),
  'unsupported-format': () => rejection(Buffer.from('GIF88a')),
  corrupt: async () => rejection((await encoders.png(photo(200, 100))).subarray(0, 9000)),
  'too-many-bytes': async () => rejection(await encoders.png(plain(9, 9)), { maxBytes: 10 }),
  'too-many-pixels': () => rejection(pngThatClaims(64_000, 64_000)),
  'too-many-frames': async () => rejection(await encoders.gif(animation(9, 9, 3)), { maxFrames: 2 }),
  'too-much-memory': () => rejection(pictureInside(blackPng(8000, 8000)), { maxPixels: 100_000 }),
  'too-slow': async () => rejection(await encoders.png(photo(900, 900)), { maxMilliseconds: 1 }),
};

describe('renderVariants rejects', () => {
  it.each(rejectionCodes)('%s', async (code) => {
    const error = await ways[code]();
    expect(error).toMatchObject({ name: 'ImageRejectedError', code });
    expect(error).toBeInstanceOf(ImageFileError);
    expect(error.message).toMatch(/^.+\. .+\.$/);
  });

  it('with a code that the compiler knows', async () => {
    const error: unknown = await ways.empty();
    if (!(error instanceof ImageRejectedError)) throw error;
    const { code } = error;
    // @ts-expect-error: no such code
    expect(code === 'too-tired').toBe(false);
  });

  it('names every code there is', () => {
    expect([...rejectionCodes].sort()).toEqual(Object.keys(ways).sort());
  });
});

describe('a file that ends early', () => {
  it.each(Object.keys(encoders) as (keyof typeof encoders)[])(
    'is refused, not filled up with grey: %s',
    async (format) => {
      const whole = await encoders[format](photo(300, 200));
      for (const kept of [0.99, 0.6, 0.3]) {
        const error = await rejection(whole.subarray(0, Math.floor(whole.length * kept)));
        expect([kept, error.code]).toEqual([kept, 'corrupt']);
      }
    },
  );

  it('is refused as a progressive JPEG, too', async () => {
    const whole = await photo(300, 200).jpeg({ progressive: true }).toBuffer();
    expect((await rejection(whole.subarray(0, whole.length >> 1))).context).toEqual({
      format: 'jpeg',
      part: 'pixels',
    });
  });

  it('is refused even where only a shrunken picture is wanted', async () => {
    const whole = await encoders.jpeg(photo(900, 600));
    const error: unknown = await renderVariants(whole.subarray(0, whole.length - 500), [recipes[0]!]).catch(
      (e: unknown) => e,
    );
    expect(error).toMatchObject({ code: 'corrupt' });
  });
});

describe('a picture that is not all there', () => {
  it.each<[string, () => Promise<Buffer>]>([
    ['JPEG', () => encoders.jpeg(photo(300, 200))],
    ['progressive JPEG', () => photo(300, 200).jpeg({ progressive: true }).toBuffer()],
    ['GIF', () => encoders.gif(photo(300, 200))],
  ])('is refused where zeros stand for the rest of it: %s', async (_, make) => {
    const whole = await make();
    for (const kept of [0.98, 0.6, 0.3]) {
      const bytes = Buffer.from(whole).fill(0, Math.floor(whole.length * kept));
      expect([kept, (await rejection(bytes)).context]).toEqual([
        kept,
        expect.objectContaining({ part: 'pixels' }),
      ]);
    }
  });

  it('is refused where what makes it transparent is: an AVIF', async () => {
    const file = await encoders.avif(photo(60, 40).ensureAlpha(0.5));
    expect((await renderVariants(file, recipes)).hasTransparency).toBe(true);
    file.write('free', file.indexOf('auxC'), 'latin1');
    expect((await rejection(file)).code).toBe('corrupt');
  });
});

describe('a file with harmless oddities', () => {
  const jpeg = () => encoders.jpeg(photo(60, 40));
  const png = () => encoders.png(photo(60, 40));
  const behind = async (file: Promise<Buffer>) => Buffer.concat([await file, Buffer.alloc(300, 7)]);
  const inside = (file: Buffer, at: number, inserted: Buffer) =>
    Buffer.concat([file.subarray(0, at), inserted, file.subarray(at)]);
  const miscounted = (type: string, data: string) => {
    const chunk = pngChunk(type, Buffer.from(data, 'latin1'));
    chunk.writeUInt8(chunk.readUInt8(chunk.length - 1) ^ 1, chunk.length - 1);
    return chunk;
  };

  it.each<[string, () => Promise<Buffer>]>([
    ['bytes after the end of a JPEG', () => behind(jpeg())],
    ['bytes after the end of a PNG', () => behind(png())],
    ['bytes after the end of a WebP', () => behind(encoders.webp(photo(60, 40)))],
    ['bytes after the end of a GIF', () => behind(encoders.gif(photo(60, 40)))],
    ['bytes after the end of a TIFF', () => behind(encoders.tiff(photo(60, 40)))],
    ['bytes after the end of an AVIF', () => behind(encoders.avif(photo(60, 40)))],
    [
      'bytes between the segments of a JPEG',
      async () => {
        const file = await jpeg();
        return inside(file, 4 + file.readUInt16BE(4), Buffer.alloc(5));
      },
    ],
    ['a JPEG without the marker of its end', async () => (await jpeg()).subarray(0, -2)],
    [
      'a progressive JPEG with zeros in the place of its end',
      async () => {
        const file = await photo(60, 40).jpeg({ progressive: true }).toBuffer();
        return Buffer.concat([file.subarray(0, -2), Buffer.alloc(600)]);
      },
    ],
    [
      'a GIF with zeros in the place of its trailer',
      async () => Buffer.concat([(await encoders.gif(photo(60, 40))).subarray(0, -1), Buffer.alloc(600)]),
    ],
    ['a GIF without its trailer', async () => (await encoders.gif(photo(60, 40))).subarray(0, -1)],
    ['a PNG without its end', async () => (await png()).subarray(0, -12)],
    [
      'a wrong check sum of a text in a PNG',
      async () => inside(await png(), 33, miscounted('tEXt', 'Comment\0a')),
    ],
    [
      'a wrong check sum of the resolution of a PNG',
      async () => inside(await png(), 33, miscounted('pHYs', '\0\0\x0b\x13\0\0\x0b\x13\x01')),
    ],
    [
      'a profile in a PNG that is none',
      async () => inside(await png(), 33, pngChunk('iCCP', Buffer.from('a\0\0garbage'))),
    ],
  ])('is rendered: %s', async (_, make) => {
    const { header, variants } = await renderVariants(await make(), recipes);
    expect(header).toMatchObject({ width: 60, height: 40 });
    expect(variants).toHaveLength(2);
  });

  it('is refused where it makes pixels doubtful: a wrong check sum of the pixels of a PNG', async () => {
    const file = await png();
    const pixels = file.indexOf('IDAT');
    const checksum = pixels + 4 + file.readUInt32BE(pixels - 4);
    file.writeUInt8(file.readUInt8(checksum) ^ 1, checksum);
    expect((await rejection(file)).code).toBe('corrupt');
  });
});

describe('refusal', () => {
  it('blames the image for what its decoder says', () => {
    const cause = new Error('vipspng: libpng read error');
    expect(refusal(cause, 'png', 'pixels')).toMatchObject({
      code: 'corrupt',
      context: { format: 'png', part: 'pixels' },
      cause,
    });
  });

  it('keeps a rejection as it is', () => {
    const cause = new ImageRejectedError('too-slow', { limit: 5 });
    expect(refusal(cause, 'png', 'pixels')).toBe(cause);
  });

  it('does not blame the image for a machine without memory', () => {
    const cause = new Error('vips_tracked_aligned_alloc: out of memory --- size == 34MB');
    expect(refusal(cause, 'png', 'pixels')).toBe(cause);
  });

  it.each<[string, SourceFormat, string]>([
    ['a decoder that is not there', 'heic', "Cannot find module 'libheif-js/libheif-wasm/libheif.js'"],
    ['a worker that is gone', 'heic', 'libheif: stopped before the picture was decoded'],
    ['WebAssembly without memory', 'heic', 'WebAssembly.Memory(): could not allocate memory'],
    ['libheif without memory', 'avif', 'heif: Memory allocation error: Unspecified'],
    ['libjpeg without memory', 'jpeg', 'VipsJpeg: Insufficient memory (case 4)'],
    [
      'libtiff without memory',
      'tiff',
      'tiff2vips: Failed to allocate memory for tile (1 elements of 4 bytes each)',
    ],
    ['memory short among complaints', 'jpeg', 'VipsJpeg: Corrupt JPEG data\nvips_malloc: out of memory'],
    ['words of nobody', 'webp', 'the cat ate it'],
    ['no words', 'jpeg', ''],
  ])('does not blame the image for %s', (_, format, message) => {
    const cause = new Error(message);
    expect(refusal(cause, format, 'pixels')).toBe(cause);
    expect(refusal(cause, format, 'header')).toBe(cause);
  });

  it.each<[string, SourceFormat, string]>([
    ['a header', 'jpeg', 'Input buffer has corrupt header: VipsJpeg: Bogus marker length'],
    ['the last of many complaints', 'avif', 'source: bad seek to 9\nheif: Invalid input: No item data (2.2)'],
    ["libheif's limits", 'heic', 'heif: Memory allocation error: Security limit exceeded: iinf box (6.1000)'],
    ['a JPEG in a TIFF', 'tiff', 'VipsJpeg: premature end of JPEG image'],
    ['a checksum of a PNG', 'png', 'Unknown error'],
    ['WebAssembly led astray', 'heic', 'memory access out of bounds'],
    ['sides that no WebP has', 'webp', 'Input buffer has corrupt header: webp: bad image dimensions'],
  ])('blames the image for %s', (_, format, message) => {
    expect(refusal(new Error(message), format, 'pixels')).toMatchObject({
      code: 'corrupt',
      context: { format, part: 'pixels' },
    });
  });

  it('names a kind that the decoder does not read', () => {
    const cause = new Error('heif: Unsupported feature: Unsupported codec (4.3000)');
    expect(refusal(cause, 'avif', 'pixels')).toMatchObject({
      code: 'unsupported-format',
      context: { recognised: 'AVIF of a codec that is not read' },
    });
  });

  it('blames a GIF whose frame is too large to believe, though its decoder speaks of memory', async () => {
    const gif =
      'R0lGODlhFAAPAIAAAExpcdweFCE5BAUAAAAALAAA3rwAACH5BAUAAAAALAAAAAAUAA8AgO0Po5y02ouz3rwA/////wUAAAAALAAAAAAU' +
      'AA8AgExpcR4o0gIPjI+py+0Ao5y02ouz3rwAADvai7PevAAAOw==';
    await expect(renderVariants(Buffer.from(gif, 'base64'), defaultRecipes)).rejects.toMatchObject({
      code: 'corrupt',
    });
  });
});
