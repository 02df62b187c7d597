import type { TiffPage } from '@image-pipeline/image-file/testing';

/** Four colours as samples of a TIFF, one for each quarter of a picture, and what is to be seen of them. */
export interface Colours {
  readonly tags: TiffPage['tags'];
  readonly samplesOf: (quarter: number) => readonly number[];
  /** Red, green, blue and alpha of 8 bits. */
  readonly shownAs: (quarter: number) => readonly number[];
}

/** The colours in so many bits a sample, of a SampleFormat of TIFF 6.0: 1 whole, 2 signed, 3 floating-point. */
export type TiffColours = (bits: number, sampleFormat: number) => Colours;

type Triple = readonly [number, number, number];
type Four<T> = readonly [T, T, T, T];

const levels: Four<Triple> = [
  [0.2, 0.9, 0.5],
  [0.8, 0.1, 0.4],
  [0, 0.5, 1],
  [0.6, 0.7, 0.3],
];
const alphas: Four<number> = [1, 0.6, 0.3, 0.8];
const entries: Four<Triple> = [
  [200, 100, 50],
  [10, 220, 60],
  [30, 60, 240],
  [250, 240, 10],
];

const of = <T>(values: Four<T>, quarter: number): T => values[(quarter & 3) as 0 | 1 | 2 | 3];
const alphaOf = (quarter: number): number => Math.round(255 * of(alphas, quarter));

const largest = (bits: number, sampleFormat: number): number =>
  sampleFormat === 3 ? 1 : 2 ** Math.min(53, sampleFormat === 2 ? bits - 1 : bits) - 1;
const sampleOf = (level: number, bits: number, sampleFormat: number): number => {
  const sample = level * largest(bits, sampleFormat);
  return sampleFormat === 3 ? sample : Math.round(sample);
};

/** ExtraSamples of TIFF 6.0, section 18: alpha that the colours are multiplied by, and alpha that they are not. */
const [multiplied, straight] = [1, 2];
const extraSamples = (extra: number | undefined): TiffPage['tags'] =>
  extra === undefined ? {} : { 338: extra };

const grey =
  (photometric: number, extra?: number): TiffColours =>
  (bits, format) => ({
    tags: { 262: photometric, ...extraSamples(extra) },
    samplesOf(quarter) {
      const alpha = extra === undefined ? [] : [of(alphas, quarter)];
      const [level] = of(levels, quarter);
      const stored = extra === multiplied ? level * of(alphas, quarter) : level;
      return [stored, ...alpha].map((each) => sampleOf(each, bits, format));
    },
    shownAs(quarter) {
      const whole = sampleOf(of(levels, quarter)[0], bits, format) / largest(bits, format);
      const level = Math.round(255 * (photometric === 0 ? 1 - whole : whole));
      return [level, level, level, extra === undefined ? 255 : alphaOf(quarter)];
    },
  });

const rgb =
  (extra?: number): TiffColours =>
  (bits, format) => ({
    tags: { 262: 2, ...extraSamples(extra) },
    samplesOf(quarter) {
      const alpha = of(alphas, quarter);
      const stored = of(levels, quarter).map((level) => (extra === multiplied ? level * alpha : level));
      return [...stored, ...(extra === undefined ? [] : [alpha])].map((each) => sampleOf(each, bits, format));
    },
    shownAs: (quarter) => [
      ...of(levels, quarter).map((level) => Math.round(255 * level)),
      extra === undefined ? 255 : alphaOf(quarter),
    ],
  });

/** Of 16 bits and fewer; of 1 bit only the first and the last of the colours. */
const palette =
  (hasAlpha: boolean): TiffColours =>
  (bits, format) => {
    const size = 2 ** Math.min(bits, 16);
    const indexOf = (quarter: number): number => (bits === 1 ? quarter & 1 : quarter);
    const entryOf = (index: number) => of(entries, bits === 1 ? index * 3 : index);
    const channel = (n: 0 | 1 | 2) => Array.from({ length: size }, (_, index) => entryOf(index)[n] * 257);
    return {
      tags: {
        262: 3,
        320: [...channel(0), ...channel(1), ...channel(2)],
        ...extraSamples(hasAlpha ? straight : undefined),
      },
      samplesOf: (quarter) => [
        indexOf(quarter),
        ...(hasAlpha ? [sampleOf(of(alphas, quarter), bits, format)] : []),
      ],
      shownAs: (quarter) => [...entryOf(indexOf(quarter)), hasAlpha ? alphaOf(quarter) : 255],
    };
  };

/** What libvips shows of the inks with its own profile of them: as good as any other without one in the file. */
const inksShown: Four<Triple> = [
  [175, 47, 82],
  [2, 139, 139],
  [222, 122, 0],
  [107, 76, 112],
];

const cmyk =
  (hasAlpha: boolean): TiffColours =>
  (bits, format) => ({
    tags: { 262: 5, 332: 1, ...extraSamples(hasAlpha ? straight : undefined) },
    samplesOf: (quarter) =>
      [...of(levels, quarter), 0.1, ...(hasAlpha ? [of(alphas, quarter)] : [])].map((level) =>
        sampleOf(level, bits, format),
      ),
    shownAs: (quarter) => [...of(inksShown, quarter), hasAlpha ? alphaOf(quarter) : 255],
  });

const labs: Four<Triple> = [
  [60, 30, -40],
  [80, -50, 20],
  [30, 10, 50],
  [90, 0, 0],
];

/** CIE 1976 L*a*b* with the white of sRGB, D65, as libvips takes it (IEC 61966-2-1 for the rest). */
const shownLab = ([light, a, b]: Triple): readonly number[] => {
  const y = (light + 16) / 116;
  const cubed = (t: number): number => (t > 6 / 29 ? t ** 3 : 3 * (6 / 29) ** 2 * (t - 4 / 29));
  const [X, Y, Z] = [0.95047 * cubed(y + a / 500), cubed(y), 1.08883 * cubed(y - b / 200)];
  const linear = [
    3.2406 * X - 1.5372 * Y - 0.4986 * Z,
    -0.9689 * X + 1.8758 * Y + 0.0415 * Z,
    0.0557 * X - 0.204 * Y + 1.057 * Z,
  ];
  return linear.map((value) => {
    const within = Math.min(1, Math.max(0, value));
    return Math.round(255 * (within <= 0.0031308 ? 12.92 * within : 1.055 * within ** (1 / 2.4) - 0.055));
  });
};

/** TIFF 6.0, section 23: L* from 0 to 100, a* and b* signed. */
const lab =
  (hasAlpha: boolean): TiffColours =>
  (bits, format) => ({
    tags: { 262: 8, ...extraSamples(hasAlpha ? straight : undefined) },
    samplesOf(quarter) {
      const [light, a, b] = of(labs, quarter);
      const alpha = hasAlpha ? [sampleOf(of(alphas, quarter), bits, format)] : [];
      const signed = format === 3 ? [a, b] : [a, b].map((value) => Math.round(value * 2 ** (bits - 8)));
      return [sampleOf(light / 100, bits, format), ...signed, ...alpha];
    },
    shownAs: (quarter) => [...shownLab(of(labs, quarter)), hasAlpha ? alphaOf(quarter) : 255],
  });

/** ITU-R BT.601, every sample of every pixel. */
const ycbcr: TiffColours = (bits, format) => ({
  tags: { 262: 6, 530: [1, 1] },
  samplesOf(quarter) {
    const [red, green, blue] = of(levels, quarter);
    const y = 0.299 * red + 0.587 * green + 0.114 * blue;
    return [y, 0.5 + (blue - y) / 1.772, 0.5 + (red - y) / 1.402].map((level) =>
      sampleOf(level, bits, format),
    );
  },
  shownAs: rgb()(bits, format).shownAs,
});

/** Colours of every kind that TIFF 6.0 has, by a name. */
export const tiffColours: Readonly<Record<string, TiffColours>> = {
  grey: grey(1),
  'grey, white is 0': grey(0),
  'grey with alpha': grey(1, straight),
  'grey with alpha multiplied in': grey(1, multiplied),
  'grey with alpha, white is 0': grey(0, straight),
  RGB: rgb(),
  'RGB with alpha': rgb(straight),
  'RGB with alpha multiplied in': rgb(multiplied),
  'RGB with alpha of a kind that is not told': rgb(0),
  'a palette': palette(false),
  'a palette with alpha': palette(true),
  CMYK: cmyk(false),
  'CMYK with alpha': cmyk(true),
  'L*a*b*': lab(false),
  'L*a*b* with alpha': lab(true),
  YCbCr: ycbcr,
};
