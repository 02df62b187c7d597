import sharp, { type Sharp } from 'sharp';
import { readImageFile } from '../read-image-file.ts';
import { jpegSegment, jpegWithSegment } from '../testing/containers.ts';
import { greyJpeg } from '../testing/jpeg.ts';
import { requireWhole } from './require-whole.ts';

/** Fine grain, so that nothing in the file is alike: the same every time. */
const grain = (width = 160, height = 120): Sharp => {
  const pixels = Buffer.from(
    Uint8Array.from(
      { length: width * height * 3 },
      (_, at) => 128 + 70 * Math.sin(at / 90) + ((at * 7919) % 23),
    ),
  );
  return sharp(pixels, { raw: { width, height, channels: 3 } });
};
/** Darker from left to right by the same step from block to block. */
const gradient = (): Sharp => {
  const [width, height] = [1000, 400];
  const pixels = Buffer.from(
    Uint8Array.from({ length: width * height }, (_, at) => 250 - 2 * Math.floor((at % width) / 8)),
  );
  return sharp(pixels, { raw: { width, height, channels: 1 } }).toColourspace('b-w');
};
const plain = (): Sharp => sharp({ create: { width: 900, height: 600, channels: 3, background: 'red' } });
/** Out of focus: most blocks are like the ones before, and are told by bits of nothing but zeros. */
const smooth = (): Sharp => grain(40, 30).resize(800, 600);

const outcomeOf = (file: Buffer): string => {
  try {
    return requireWhole(readImageFile(file)).isDoubtful ? 'doubtful' : 'whole';
  } catch (error) {
    return (error as { code: string }).code;
  }
};

const filled = (file: Buffer, from: number, bytes = file.length): Buffer =>
  Buffer.from(file).fill(0, from, Math.min(file.length, from + bytes));

const marker = (byte: number): Buffer => Buffer.of(0xff, byte);
const [huffmanTables, startOfScan, quantizationTables] = [0xc4, 0xda, 0xdb];
const placesOf = (file: Buffer, byte: number): readonly number[] => {
  const places: number[] = [];
  for (let at = file.indexOf(marker(byte)); at >= 0; at = file.indexOf(marker(byte), at + 1)) places.push(at);
  return places;
};
const endBytes = 2;

const sequential: Readonly<Record<string, () => Promise<Buffer>>> = {
  JPEG: () => grain().jpeg().toBuffer(),
  'JPEG of 4:4:4': () => grain().jpeg({ chromaSubsampling: '4:4:4' }).toBuffer(),
  'grey JPEG': () => grain().greyscale().jpeg().toBuffer(),
  'JPEG of common tables': () => grain().jpeg({ optimizeCoding: false }).toBuffer(),
  'CMYK JPEG': () => grain().toColourspace('cmyk').jpeg().toBuffer(),
  'smooth JPEG': () => smooth().jpeg({ quality: 60 }).toBuffer(),
  'JPEG of other codes': () => Promise.resolve(greyJpeg(20, 15)),
  'JPEG with restart markers': () => Promise.resolve(greyJpeg(20, 15, { restartInterval: 13 })),
};
const progressive: typeof sequential = {
  'progressive JPEG': () => grain().jpeg({ progressive: true }).toBuffer(),
  'progressive JPEG of high quality': () => grain().jpeg({ progressive: true, quality: 97 }).toBuffer(),
  'progressive JPEG of mozjpeg': () => grain().jpeg({ mozjpeg: true }).toBuffer(),
  'grey progressive JPEG': () => grain().greyscale().jpeg({ progressive: true }).toBuffer(),
};
const gifs: typeof sequential = {
  GIF: () => grain().gif().toBuffer(),
  'GIF of few colours': () => grain().gif({ colours: 8 }).toBuffer(),
};

const shares = [0.3, 0.5, 0.6, 0.9, 0.98];

describe.each(Object.entries({ ...sequential, ...progressive, ...gifs }))('the pixels of a %s', (_, make) => {
  it('are whole, with whatever stands behind them', async () => {
    const file = await make();
    expect(outcomeOf(file)).toBe('whole');
    expect(outcomeOf(Buffer.concat([file, Buffer.alloc(300)]))).toBe('whole');
    expect(outcomeOf(Buffer.concat([file, Buffer.alloc(300, 7)]))).toBe('whole');
  });

  it.each(shares)('are damaged when in zeros or hollow from %d on', async (share) => {
    const file = await make();
    const at = Math.floor(file.length * share);
    expect(outcomeOf(filled(file, at))).not.toBe('whole');
    for (const bytes of [24, 64, 150]) {
      // Zeros at the very end of a progressive one are left to its decoder.
      const outcome = at + bytes < file.length ? 'corrupt' : expect.stringMatching(/corrupt|doubtful/);
      expect([bytes, outcomeOf(filled(file, at, bytes))]).toEqual([bytes, outcome]);
    }
  });
});

describe.each(Object.entries({ ...sequential, ...gifs }))('the end of a %s', (name, make) => {
  it('may be missing, or in zeros, when all pixels are there', async () => {
    const file = await make();
    const ended = file.subarray(0, name.includes('GIF') ? -1 : -endBytes);
    expect(outcomeOf(ended)).toBe('whole');
    expect(outcomeOf(Buffer.concat([ended, Buffer.alloc(300)]))).toBe('whole');
  });

  it.each(shares)('is not at %d of it', async (share) => {
    const file = await make();
    const cut = file.subarray(0, Math.floor(file.length * share));
    expect(outcomeOf(cut)).toBe('corrupt');
    expect(outcomeOf(Buffer.concat([cut, Buffer.alloc(300)]))).toBe('corrupt');
  });
});

describe.each(Object.entries(progressive))('the end of a %s', (_, make) => {
  it('is left to its decoder where the last scan is there', async () => {
    const file = await make();
    expect(outcomeOf(file.subarray(0, -endBytes))).toBe('doubtful');
    expect(outcomeOf(file.subarray(0, -20))).toBe('doubtful');
  });

  it('is missing where the last scans are', async () => {
    const file = await make();
    for (const scan of placesOf(file, startOfScan).slice(1))
      expect(outcomeOf(file.subarray(0, scan))).toBe('corrupt');
  });

  it('is marked for decoders, and zeros in its place are left out', async () => {
    const file = await make();
    const zeros = Buffer.concat([file.subarray(0, -endBytes), Buffer.alloc(300)]);
    expect(Buffer.from(requireWhole(readImageFile(zeros)).bytes).equals(file)).toBe(true);
  });
});

describe('a JPEG', () => {
  it.each([
    ['of one colour', plain],
    ['that gets darker from block to block', gradient],
  ])('may have zeros among its pixels: %s', async (_, make) => {
    for (const options of [{}, { progressive: true }, { chromaSubsampling: '4:4:4' }]) {
      const file = await make().jpeg(options).toBuffer();
      expect(outcomeOf(file)).toBe('whole');
      expect(outcomeOf(Buffer.concat([file, Buffer.alloc(300, 7)]))).toBe('whole');
    }
    expect((await make().jpeg().toBuffer()).includes(Buffer.alloc(16))).toBe(true);
  });

  it('may have zeros in front of the marker of its end', async () => {
    const file = await grain().jpeg().toBuffer();
    const padded = Buffer.concat([file.subarray(0, -endBytes), Buffer.alloc(64), file.subarray(-endBytes)]);
    expect(outcomeOf(padded)).toBe('whole');
  });

  it('may have a few bytes between its segments, and zeros in one that has no pixels', async () => {
    for (const file of [
      await grain().jpeg().toBuffer(),
      await grain().jpeg({ progressive: true }).toBuffer(),
    ]) {
      const at = 4 + file.readUInt16BE(4);
      expect(outcomeOf(Buffer.concat([file.subarray(0, at), Buffer.alloc(5), file.subarray(at)]))).toBe(
        'whole',
      );
      expect(outcomeOf(jpegWithSegment(file, 0xe1, Buffer.alloc(500)))).toBe('whole');
    }
  });

  it('has no zeros among its divisors and codes', async () => {
    const file = await grain().jpeg().toBuffer();
    const [divisors = 0] = placesOf(file, quantizationTables);
    expect(outcomeOf(filled(file, divisors + 20, 16))).toBe('corrupt');
    const [, codes = 0] = placesOf(file, huffmanTables);
    expect(outcomeOf(filled(file, codes + 4 + 17, 16))).toBe('corrupt');
  });

  it('lacks no table and no scan that a hole has swallowed', async () => {
    for (const options of [{}, { progressive: true }]) {
      const file = await grain().jpeg(options).toBuffer();
      for (const byte of [huffmanTables, startOfScan]) {
        for (const at of placesOf(file, byte)) expect(outcomeOf(filled(file, at, 22))).toBe('corrupt');
      }
    }
  });

  it('has no zeros among its pixels when they are coded arithmetically, and no end that is made up', () => {
    const file = greyJpeg(20, 15, { frame: 0xc9 });
    expect(outcomeOf(file)).toBe('whole');
    expect(outcomeOf(filled(file, file.length >> 1, 32))).toBe('corrupt');
    const cut = file.subarray(0, file.length >> 1);
    const { bytes, isDoubtful } = requireWhole(readImageFile(Buffer.concat([cut, Buffer.alloc(99)])));
    expect([isDoubtful, Buffer.from(bytes).equals(cut)]).toEqual([true, true]);
  });

  it('of a kind that no decoder reads is left to it', () => {
    const lossless = greyJpeg(20, 15, { frame: 0xc3 });
    expect(outcomeOf(filled(lossless, lossless.length - 60, 50))).toBe('whole');
  });

  it('is its first picture: another behind it may be cut off', async () => {
    const file = await grain().jpeg().toBuffer();
    const two = Buffer.concat([file, file.subarray(0, 900), Buffer.alloc(100)]);
    expect(outcomeOf(two)).toBe('whole');
    const thumbnail = jpegWithSegment(
      file,
      0xe1,
      Buffer.concat([Buffer.from('Exif\0\0'), file.subarray(0, 60_000)]),
    );
    expect(outcomeOf(thumbnail)).toBe('whole');
    expect(outcomeOf(thumbnail.subarray(0, -200))).toBe('corrupt');
  });

  it('is read to its end without a list of what has no place there', () => {
    const file = greyJpeg(20, 15);
    const comments = Array.from({ length: 80_000 }, () => jpegSegment(0xfe, Buffer.alloc(0)));
    const many = Buffer.concat([filled(file, file.length - 90, 60).subarray(0, -endBytes), ...comments]);
    expect(outcomeOf(many)).toBe('corrupt');
  });
});
