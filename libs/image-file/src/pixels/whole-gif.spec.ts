import sharp from 'sharp';
import { readImageFile } from '../read-image-file.ts';
import { requireWhole } from './require-whole.ts';
import type { WholeFile } from './whole-file.ts';

const whole = (file: Buffer): WholeFile => requireWhole(readImageFile(file));

const outcomeOf = (file: Buffer): string => {
  try {
    whole(file);
    return 'whole';
  } catch (error) {
    return (error as { code: string }).code;
  }
};

const pixels = async (file: Buffer): Promise<readonly number[]> => [
  ...(await sharp(whole(file).bytes).raw().toBuffer()),
];

interface Frame {
  readonly left?: number;
  readonly width?: number;
  /** Its codes in one sub-block, of colours of two bits. */
  readonly codes: readonly number[];
  /** Content of a graphic control extension. */
  readonly control?: readonly number[];
}

const colours = [255, 0, 0, 255, 255, 255, 0, 0, 255, 0, 255, 0];

/** A GIF of two pixels and four colours: red, white, blue, green. */
const gif = (...frames: readonly Frame[]): Buffer =>
  Buffer.from([
    ...Buffer.from('GIF89a\x02\0\x01\0\x81\0\0', 'latin1'),
    ...colours,
    ...frames.flatMap(({ left = 0, width = 2, codes, control }) => [
      ...(control ? [0x21, 0xf9, ...control] : []),
      ...[0x2c, left, 0, 0, 0, width, 0, 1, 0, 0, 2, codes.length, ...codes, 0],
    ]),
    0x3b,
  ]);

/** Codes of three bits, and of four once there are as many as three can tell; the first bits are the lowest. */
const codesOf = (...codes: readonly number[]): readonly number[] => {
  let [bits, next] = ['', 5];
  for (const code of codes) {
    bits = code.toString(2).padStart(next < 8 ? 3 : 4, '0') + bits;
    next = code === clear ? 5 : next + 1;
  }
  const padded = bits.padStart(Math.ceil(bits.length / 8) * 8, '0');
  return (padded.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)).toReversed();
};

const [clear, end] = [4, 5];
const [red, white, blue, green] = [0, 1, 2, 3];
const two = { codes: codesOf(clear, white, red, end) };
const delayed = [4, 0, 9, 0, 0, 0];

describe('the codes of a GIF', () => {
  it('fill its frame', async () => {
    expect(await pixels(gif(two))).toEqual([255, 255, 255, 255, 0, 0]);
    expect(outcomeOf(gif({ codes: codesOf(clear, white, end) }))).toBe('corrupt');
    expect(outcomeOf(gif({ codes: codesOf(clear, white, 7, end) }))).toBe('corrupt');
    expect(outcomeOf(gif({ codes: codesOf(clear, 7, white, end) }))).toBe('corrupt');
    expect(outcomeOf(gif({ codes: [] }))).toBe('corrupt');
    expect(outcomeOf(gif({ ...two, width: 0 }))).toBe('corrupt');
  });

  it('fill every frame', () => {
    const later = { codes: codesOf(clear, white, blue), control: delayed };
    expect(outcomeOf(gif(two, later))).toBe('whole');
    expect(outcomeOf(gif(two, { ...later, codes: codesOf(clear, white) }))).toBe('corrupt');
  });

  it('keep their last pixels without one behind them that ends them', async () => {
    expect(await pixels(gif({ codes: codesOf(clear, white, red) }))).toEqual([255, 255, 255, 255, 0, 0]);
    // No bit behind the last code: eight of three.
    const tight = gif({ codes: codesOf(...Array<number>(6).fill(clear), white, red) });
    expect(await pixels(tight)).toEqual([255, 255, 255, 255, 0, 0]);
    const frames = gif(two, { codes: codesOf(clear, green, blue), control: delayed });
    const [, second] = [0, 1].map((page) =>
      sharp(whole(frames).bytes, { page }).removeAlpha().raw().toBuffer(),
    );
    expect([...(await second!)]).toEqual([0, 255, 0, 0, 0, 255]);
  });

  it('are not read on and on where they clear nothing', () => {
    const clears = Array.from({ length: 2000 }, () => clear);
    expect(outcomeOf(gif({ codes: codesOf(...clears.slice(0, 20), white, red, end) }))).toBe('whole');
    const file = gif({ codes: [] });
    const block = Buffer.concat([Buffer.of(255), Buffer.from(codesOf(...clears).slice(0, 255))]);
    const many = Buffer.concat([file.subarray(0, -2), ...Array<Buffer>(9).fill(block), Buffer.of(0, 0x3b)]);
    expect(outcomeOf(many)).toBe('corrupt');
  });
});

describe('what follows a frame of a GIF', () => {
  const next = { codes: codesOf(clear, blue, green, end), control: delayed };

  it('may be nothing, or what is no part of it', () => {
    const still = gif(two).subarray(0, -1);
    for (const rest of [Buffer.alloc(0), Buffer.alloc(40), Buffer.alloc(40, 7), Buffer.from(';abc')]) {
      expect(outcomeOf(Buffer.concat([still, rest]))).toBe('whole');
    }
  });

  it('is a frame or the end where frames are played', () => {
    const animation = gif({ ...two, control: delayed }, next);
    expect(outcomeOf(animation)).toBe('whole');
    expect(outcomeOf(animation.subarray(0, -1))).toBe('whole');
    expect(outcomeOf(animation.subarray(0, -4))).toBe('corrupt');
    const second = animation.lastIndexOf(0x21);
    for (const zeros of [8, 200]) {
      expect(
        outcomeOf(Buffer.from(animation).fill(0, second, Math.min(animation.length, second + zeros))),
      ).toBe('corrupt');
    }
  });
});

describe('the colours of a GIF', () => {
  it('are not zeros for several that are in use', async () => {
    const shades = Buffer.from(Uint8Array.from({ length: 64 * 64 * 3 }, (_, at) => (at * 37) % 251));
    const file = await sharp(shades, { raw: { width: 64, height: 64, channels: 3 } })
      .gif()
      .toBuffer();
    expect(outcomeOf(file)).toBe('whole');
    expect(outcomeOf(Buffer.from(file).fill(0, 100, 124))).toBe('corrupt');
  });

  it('may be black for those that no pixel has', () => {
    expect(outcomeOf(Buffer.from(gif(two)).fill(0, 13, 25))).toBe('whole');
  });
});

describe('a first frame that leaves some of the screen free', () => {
  const one = { width: 1, codes: codesOf(clear, white, end) };
  const clearBehind = [255, 255, 255, 255, 0, 0, 0, 0];

  it('leaves it clear, with and without a control block of its own', async () => {
    expect(await pixels(gif(one))).toEqual(clearBehind);
    expect(await pixels(gif({ ...one, control: delayed }))).toEqual(clearBehind);
    expect(readImageFile(gif(one)).hasAlpha).toBe(true);
    expect(readImageFile(gif(two)).hasAlpha).toBe(false);
  });

  /** Of 16 by 16 pixels on a screen of 20 by 16, each of another colour: codes of nine bits, cleared before they grow. */
  const colourful = (...behind: readonly number[]): Buffer => {
    const nineBits = [256, ...range(0, 128), 256, ...range(128, 256), 257]
      .map((code) => code.toString(2).padStart(9, '0'))
      .toReversed()
      .join('');
    const codes = (nineBits.padStart(Math.ceil(nineBits.length / 8) * 8, '0').match(/.{8}/g) ?? [])
      .map((byte) => parseInt(byte, 2))
      .toReversed();
    return Buffer.from([
      ...Buffer.from('GIF89a\x14\0\x10\0\xf7\0\0', 'latin1'),
      ...range(0, 256).flatMap((shade) => [shade, 255 - shade, 128]),
      ...[0x2c, 2, 0, 0, 0, 16, 0, 16, 0, 0, 8],
      ...[255, ...codes.slice(0, 255), codes.length - 255, ...codes.slice(255), 0],
      ...behind,
      0x3b,
    ]);
  };
  const range = (from: number, to: number): readonly number[] =>
    Array.from({ length: to - from }, (_, at) => from + at);

  it('may leave it to a frame behind to have a colour to spare', async () => {
    const dot = [
      0x21,
      0xf9,
      ...delayed,
      0x2c,
      2,
      0,
      0,
      0,
      1,
      0,
      1,
      0,
      0,
      2,
      2,
      ...codesOf(clear, red, end),
      0,
    ];
    const { bytes, shown } = whole(colourful(...dot));
    const { data, info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true });
    expect([info.channels, shown]).toEqual([4, undefined]);
    expect([data[3], data[4 * 2 + 3], data[4 * 18 + 3]]).toEqual([0, 255, 0]);
  });

  it('is told of where no frame has', () => {
    expect(whole(colourful()).shown).toMatchObject({ left: 2, top: 0, width: 16, height: 16 });
    expect(whole(gif(one)).shown).toBeUndefined();
  });
});
