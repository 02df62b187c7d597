import type { Pixels } from './images.ts';

/** Jest looks up a global at every use, which costs more than the exponential. */
const { exp } = Math;

/** An 11 x 11 window with a standard deviation of 1.5 pixels, as in the paper. */
const radius = 5;

const normalised = (values: readonly number[]): readonly number[] => {
  const sum = values.reduce((a, b) => a + b);
  return values.map((value) => value / sum);
};
const weights = normalised(
  Array.from({ length: 2 * radius + 1 }, (_, at) => exp(-((at - radius) ** 2) / (2 * 1.5 ** 2))),
);

/** (K * L) ** 2 with K1 = 0.01, K2 = 0.03 and L = 255. */
const [c1, c2] = [6.5025, 58.5225];

/**
 * The mean structural similarity of two pictures' brightness, of which 1 is the same picture: Wang, Bovik, Sheikh and
 * Simoncelli, "Image quality assessment: from error visibility to structural similarity", IEEE Transactions on Image
 * Processing 13(4), 2004. Windows that would reach over an edge are left out.
 */
export const ssim = (a: Pixels, b: Pixels): number => {
  const { width, height } = a;
  if (b.width !== width || b.height !== height) throw new Error('pictures of different sizes');
  if (Math.min(width, height) <= 2 * radius) throw new Error('a picture smaller than one window');
  const [x, y] = [brightness(a), brightness(b)];
  const mean = (values: Float64Array) => blurred(values, width, height);
  const [mx, my] = [mean(x), mean(y)];
  const [xx, yy, xy] = [mean(product(x, x)), mean(product(y, y)), mean(product(x, y))];
  let sum = 0;
  for (let at = 0; at < mx.length; at++) {
    const [p, q] = [mx[at] ?? 0, my[at] ?? 0];
    const covariance = (xy[at] ?? 0) - p * q;
    const variances = (xx[at] ?? 0) - p * p + (yy[at] ?? 0) - q * q;
    sum += ((2 * p * q + c1) * (2 * covariance + c2)) / ((p * p + q * q + c1) * (variances + c2));
  }
  return sum / mx.length;
};

/** BT.601's weights; alpha is left out. */
const brightness = ({ data, channels }: Pixels): Float64Array => {
  const values = new Float64Array(data.length / channels);
  for (let at = 0, from = 0; at < values.length; at++, from += channels) {
    const [red = 0, green = red, blue = red] = channels < 3 ? [data[from]] : data.subarray(from, from + 3);
    values[at] = 0.299 * red + 0.587 * green + 0.114 * blue;
  }
  return values;
};

const product = (a: Float64Array, b: Float64Array): Float64Array =>
  a.map((value, at) => value * (b[at] ?? 0));

/** Only where the whole window fits. */
const blurred = (values: Float64Array, width: number, height: number): Float64Array => {
  const narrow = width - 2 * radius;
  const rows = new Float64Array(narrow * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < narrow; x++) rows[y * narrow + x] = weighted(values, y * width + x, 1);
  }
  return rows.subarray(0, narrow * (height - 2 * radius)).map((_, at) => weighted(rows, at, narrow));
};

const weighted = (values: Float64Array, start: number, step: number): number => {
  let sum = 0;
  for (let at = 0; at < weights.length; at++) sum += (weights[at] ?? 0) * (values[start + at * step] ?? 0);
  return sum;
};
