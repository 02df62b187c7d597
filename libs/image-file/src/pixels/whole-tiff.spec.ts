import { deflateSync } from 'node:zlib';
import sharp, { type Sharp } from 'sharp';
import { tiffOf, type TiffPage } from '../testing/tiff.ts';
import { tiffPageOf, type TiffForm } from '../testing/tiff-pixels.ts';
import { requireWholeTiff } from './whole-tiff.ts';

const [width, height] = [70, 50];
/** Grain, and stretches of one colour, so that codes of every kind are there. */
const raster = {
  width,
  height,
  samplesAt: (x: number, y: number) =>
    [1, 2, 3].map((n) => (x % 16 < 6 ? 7 * n : ((x * 7919 + y * 131 * n) ^ (x * y)) & 255)),
};
const pageOf = (form: Partial<TiffForm>): TiffPage => tiffPageOf(raster, { bits: 8, ...form }, { 262: 2 });

const outcomeOf = async (page: TiffPage): Promise<string> =>
  requireWholeTiff(tiffOf(page)).then(
    () => 'whole',
    (error: unknown) => JSON.stringify((error as { context: object }).context),
  );
const damaged = JSON.stringify({ format: 'tiff', part: 'pixels' });

const withPiece = (page: TiffPage, piece: number, change: (data: Buffer) => Buffer): TiffPage => ({
  ...page,
  pieces: page.pieces.map((data, n) => (n === piece ? change(Buffer.from(data)) : data)),
});

const layouts: readonly Partial<TiffForm>[] = [
  { rowsPerStrip: 16 },
  { rowsPerStrip: height },
  { tile: 32 },
  { rowsPerStrip: 16, inPlanes: true },
];
const forms = (['lzw', 'deflate', 'old deflate', 'packBits'] as const).flatMap((compression) =>
  layouts.map((layout) => ({ ...layout, compression })),
);

describe.each(forms)('strips or tiles of a TIFF: %j', (form) => {
  const page = pageOf(form);

  it('are whole, and whole when they are padded', async () => {
    expect(await outcomeOf(page)).toBe('whole');
    const padded = page.pieces.map((data) => Buffer.concat([data, Buffer.alloc(3)]));
    expect(await outcomeOf({ ...page, pieces: padded })).toBe('whole');
  });

  it.each([
    ['zeros stand in one of them', (data: Buffer) => data.fill(0, data.length >> 2, data.length - 20)],
    [
      'its second half is zeros, but for the last bytes',
      (data: Buffer) => data.fill(0, data.length >> 1, data.length - 3),
    ],
  ])('are damaged when %s', async (_, change) => {
    for (const piece of page.pieces.keys()) {
      expect(await outcomeOf(withPiece(page, piece, change))).toBe(damaged);
    }
  });
});

describe('a piece that is compressed with Deflate', () => {
  it.each([
    ['rows of one strip', 16],
    ['a megabyte and more', 600],
  ])('is damaged when a bit of it is, and whole without its checksum: %s', async (_, rows) => {
    const samples = Buffer.from(Uint8Array.from({ length: rows * 2000 }, (_sample, at) => (at * 7919) % 251));
    const packed = deflateSync(samples);
    const tags = { 256: 2000, 257: rows, 258: 8, 259: 8, 262: 1, 277: 1, 278: rows };
    const of = (piece: Buffer): TiffPage => ({ tags, pieces: [piece] });
    const flipped = Buffer.from(packed);
    flipped[packed.length >> 1] = (flipped[packed.length >> 1] ?? 0) ^ 4;
    expect(await outcomeOf(of(packed))).toBe('whole');
    expect(await outcomeOf(of(packed.subarray(0, -4)))).toBe('whole');
    expect(await outcomeOf(of(deflateSync(Buffer.concat([samples, samples]))))).toBe('whole');
    expect(await outcomeOf(of(flipped))).toBe(damaged);
    expect(await outcomeOf(of(packed.subarray(0, packed.length >> 1)))).toBe(damaged);
    expect(await outcomeOf(of(deflateSync(samples.subarray(2000))))).toBe(damaged);
  });

  it('is unpacked no further than its pixels go', async () => {
    const bomb = deflateSync(Buffer.alloc(200_000_000));
    const tags = { 256: 2000, 257: 600, 258: 8, 259: 8, 262: 1, 277: 1, 278: 600 };
    const before = process.memoryUsage().rss;
    expect(await outcomeOf({ tags, pieces: [bomb] })).toBe('whole');
    expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000);
  });
});

describe('fax in a TIFF', () => {
  const bits = (text: string): Buffer =>
    Buffer.from((text.match(/.{1,8}/g) ?? []).map((byte) => parseInt(byte.padEnd(8, '0'), 2)));
  const endOfLine = '000000000001';
  /** ITU-T T.4, tables 2 and 3: 16 white pixels and 16 black ones. */
  const runs = '101010' + '0000010111';
  const rows = 400;
  const codes: readonly (readonly [string, number, string])[] = [
    ['lines of bytes', 2, runs.repeat(rows)],
    ['group 3', 3, (endOfLine + runs).repeat(rows) + endOfLine.repeat(6)],
    ['group 4', 4, `001${runs}${`001${runs}1011`.repeat(rows)}${endOfLine.repeat(2)}`],
  ];

  it.each(codes)('is damaged when zeros stand in it or at its end: %s', async (_, compression, text) => {
    const tags = { 256: 32, 257: rows, 258: 1, 259: compression, 262: 0, 277: 1, 278: rows };
    const data = bits(text);
    const of = (piece: Buffer): TiffPage => ({ tags, pieces: [piece] });
    const reversed = Buffer.from(
      data.map((byte) => parseInt([...byte.toString(2).padStart(8, '0')].reverse().join(''), 2)),
    );
    for (const whole of [data, reversed]) {
      expect(await outcomeOf(of(whole))).toBe('whole');
      if (compression > 2)
        expect(await outcomeOf(of(Buffer.concat([whole, Buffer.alloc(60)])))).toBe('whole');
      expect(await outcomeOf(of(Buffer.from(whole).fill(0, 200, 300)))).toBe(damaged);
      expect(await outcomeOf(of(Buffer.from(whole).fill(0, 400)))).toBe(damaged);
    }
  });
});

describe('JPEGs in a TIFF', () => {
  const jpegs = async (options: Parameters<Sharp['tiff']>[0]): Promise<Buffer> => {
    const pixels = Buffer.from(
      Uint8Array.from(
        { length: 200 * 150 * 3 },
        (_, at) => 128 + 70 * Math.sin(at / 90) + ((at * 7919) % 23),
      ),
    );
    const picture = sharp(pixels, { raw: { width: 200, height: 150, channels: 3 } });
    return picture.tiff({ compression: 'jpeg', ...options }).toBuffer();
  };

  it.each([
    ['strips', {}],
    ['tiles', { tile: true, tileWidth: 64, tileHeight: 64 }],
  ])('are damaged when zeros stand in one, or one is not there to its end: %s', async (_, options) => {
    const file = await jpegs(options);
    const end = file.readUInt32LE(4);
    const whole = async (bytes: Buffer): Promise<boolean> =>
      requireWholeTiff(bytes).then(
        () => true,
        () => false,
      );
    expect(await whole(file)).toBe(true);
    for (const at of [0.2, 0.4, 0.6, 0.8]) {
      const start = Math.floor(end * at);
      expect(await whole(Buffer.from(file).fill(0, start, start + 200))).toBe(false);
      expect(await whole(Buffer.from(file).fill(0, start, end))).toBe(false);
    }
  });
});

describe('pieces that all lie in one place', () => {
  it('are looked at for no more than the file twice, however many there are', async () => {
    const place = Buffer.alloc(1000, 1);
    const tags = { 256: 1, 257: 5, 258: 8, 259: 5, 262: 1, 277: 1, 278: 1 };
    const of = (...offsets: readonly number[]): TiffPage => ({
      tags: { ...tags, 273: { long: offsets }, 279: { long: offsets.map(() => 1000) } },
      pieces: [place, Buffer.from(place).fill(0, 100, 900)],
    });
    expect(await outcomeOf(of(8, 8, 1008, 8, 8))).toBe(damaged);
    expect(await outcomeOf(of(8, 8, 8, 8, 1008))).toBe('whole');
  });
});

describe('pieces without a check', () => {
  it.each([
    ['nothing is compressed', pageOf({})],
    [
      'PackBits says nothing',
      withPiece(pageOf({ compression: 'packBits' }), 0, (data) => Buffer.concat([Buffer.of(128), data])),
    ],
    ['there are none', { tags: { 256: 9, 257: 9, 259: 8 }, pieces: [] }],
  ])('are taken as they are: %s', async (_, page) => {
    expect(await outcomeOf(page)).toBe('whole');
  });
});
