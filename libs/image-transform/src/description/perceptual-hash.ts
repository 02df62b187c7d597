/** Waves a side: 8 x 8 of them give one bit each. */
const side = 8;

/** Below this, of 255, a wave is rounding and no content: it must not decide a bit. */
const silence = 1e-6;

/**
 * 64 bits that say what a picture looks like, for finding the same photo again: after another encoding, at another
 * size or with its tones moved a little, few of them differ (10 at most is a usual bound); between different
 * photos about half of them do.
 *
 * The discrete cosine transform of the brightness (ITU-R BT.601, over white where it is transparent), of which the
 * 8 x 8 lowest waves are kept; a bit is 1 where its wave is stronger than the median of all (Zauner,
 * "Implementation and Benchmarking of Perceptual Image Hash Functions", 2010, section 3.2.1).
 * The cosines span the sample's own sides, so it needs no square: its proportions are the picture's.
 * @param rgba straight RGBA, 8 bits a channel, about 32 pixels on its longer side
 * @returns 16 hexadecimal digits, row by row, the slowest waves first; a plain picture has only the first bit, its mean
 */
export const perceptualHash = (width: number, height: number, rgba: Uint8Array): string => {
  const rows = transform(brightnessOf(rgba), width, height);
  const waves = transform(transpose(rows, side, height), height, side);
  const strengths = waves.map((sum) => (Math.abs(sum) < silence ? 0 : sum));
  const middle = medianOf(strengths);
  // The second transform leaves the waves column by column.
  const bits = Array.from(transpose(strengths, side, side), (strength) => (strength > middle ? '1' : '0'));
  return BigInt(`0b${bits.join('')}`)
    .toString(16)
    .padStart(16, '0');
};

const brightnessOf = (rgba: Uint8Array): Float64Array => {
  const brightness = new Float64Array(rgba.length / 4);
  for (let pixel = 0; pixel < brightness.length; pixel++) {
    const [red = 0, green = 0, blue = 0, alpha = 0] = rgba.subarray(pixel * 4, pixel * 4 + 4);
    const opacity = alpha / 255;
    brightness[pixel] = (0.299 * red + 0.587 * green + 0.114 * blue) * opacity + 255 * (1 - opacity);
  }
  return brightness;
};

/** DCT-II of each row, its `side` lowest waves; those that a short row cannot hold are 0. */
const transform = (values: Float64Array, length: number, rows: number): Float64Array => {
  const waves = new Float64Array(side * rows);
  for (let wave = 0; wave < Math.min(side, length); wave++) {
    for (let x = 0; x < length; x++) {
      const cosine = Math.cos((Math.PI / length) * (x + 0.5) * wave) / length;
      for (let row = 0; row < rows; row++) {
        waves[row * side + wave] = (waves[row * side + wave] ?? 0) + (values[row * length + x] ?? 0) * cosine;
      }
    }
  }
  return waves;
};

const transpose = (values: Float64Array, width: number, height: number): Float64Array =>
  values.map((_, at) => values[(at % height) * width + Math.floor(at / height)] ?? 0);

const medianOf = (values: Float64Array): number => {
  const sorted = values.toSorted();
  const half = sorted.length / 2;
  return ((sorted[half - 1] ?? 0) + (sorted[half] ?? 0)) / 2;
};
