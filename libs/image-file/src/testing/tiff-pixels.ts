import { orderedTiffOf, type ByteOrder, type TiffPage } from './tiff.ts';
import { tiffCodecs } from './tiff-codecs.ts';

/** A picture by the samples of its pixels: whole numbers as they are to stand in the file, or fractions. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  readonly samplesAt: (x: number, y: number) => readonly number[];
}

/** How samples lie in a TIFF. */
export interface TiffForm {
  readonly bits: number;
  /** SampleFormat of TIFF 6.0, section 19: 1 whole, 2 signed, 3 floating-point. */
  readonly sampleFormat?: number;
  readonly inPlanes?: boolean;
  /** Sides of a tile in pixels, 16 or a multiple; strips of so many rows without. */
  readonly tile?: number;
  readonly rowsPerStrip?: number;
  readonly compression?: keyof typeof tiffCodecs;
  /** TIFF 6.0, section 14: whether each sample is told by how it differs from the one before. */
  readonly isDifferenced?: boolean;
  readonly order?: ByteOrder;
}

/** A TIFF of one page of these pixels; `tags` tell what the samples mean. */
export const tiffOfPixels = (raster: Raster, form: TiffForm, tags: TiffPage['tags']): Buffer =>
  orderedTiffOf(form.order ?? 'II', tiffPageOf(raster, form, tags));

/** A page of these pixels. */
export const tiffPageOf = (raster: Raster, form: TiffForm, tags: TiffPage['tags']): TiffPage => {
  const { width, height, samplesAt } = raster;
  const { bits, tile, inPlanes = false, compression = 'none', rowsPerStrip = height } = form;
  const samples = samplesAt(0, 0).length;
  const [across, down] = tile === undefined ? [width, rowsPerStrip] : [tile, tile];
  const { tag, compress } = tiffCodecs[compression];
  const pieces = Array.from({ length: inPlanes ? samples : 1 }, (_, plane) => {
    const of = (x: number, y: number): readonly number[] => {
      const all = samplesAt(Math.min(x, width - 1), Math.min(y, height - 1));
      return inPlanes ? all.slice(plane, plane + 1) : all;
    };
    return origins(height, down).flatMap((top) =>
      origins(width, across).map((left) => {
        const rows = tile === undefined ? Math.min(down, height - top) : down;
        const packed = Array.from({ length: rows }, (_row, y) =>
          packedRow(
            Array.from({ length: across }, (_pixel, x) => of(left + x, top + y)),
            form,
          ),
        );
        return compress(Buffer.concat(packed), packed[0]?.length ?? 1);
      }),
    );
  }).flat();
  const layout: TiffPage['tags'] = tile === undefined ? { 278: rowsPerStrip } : { 322: tile, 323: tile };
  const shape: TiffPage['tags'] = {
    256: width,
    257: height,
    258: Array<number>(samples).fill(bits),
    259: tag,
    277: samples,
    284: inPlanes ? 2 : 1,
    317: form.isDifferenced ? 2 : 1,
    339: Array<number>(samples).fill(form.sampleFormat ?? 1),
  };
  return { pieces, tiled: tile !== undefined, tags: { ...shape, ...layout, ...tags } };
};

const origins = (length: number, step: number): readonly number[] =>
  Array.from({ length: Math.ceil(length / step) }, (_, n) => n * step);

/** Rows begin at a whole byte: TIFF 6.0, section 3. */
const packedRow = (pixels: readonly (readonly number[])[], form: TiffForm): Buffer => {
  const { bits, sampleFormat = 1, isDifferenced = false, order = 'II' } = form;
  const values = pixels.flatMap((pixel, x) =>
    pixel.map((value, n) => (isDifferenced ? value - (pixels[x - 1]?.[n] ?? 0) : value)),
  );
  if (sampleFormat === 3) return Buffer.concat(values.map((value) => floating(value, bits, order)));
  if (bits % 8 === 0) return Buffer.concat(values.map((value) => whole(value, bits / 8, order)));
  const text = values.map((value) => (value & ((1 << bits) - 1)).toString(2).padStart(bits, '0')).join('');
  return Buffer.from((text.match(/.{1,8}/g) ?? []).map((byte) => parseInt(byte.padEnd(8, '0'), 2)));
};

const whole = (value: number, bytes: number, order: ByteOrder): Buffer => {
  const digits = Buffer.alloc(bytes);
  // Of 53 bits and fewer, as all numbers here are, and of the sign beyond them.
  for (let at = 0, left = value; at < bytes; at++, left = Math.floor(left / 256)) digits[at] = left & 255;
  return order === 'MM' ? digits.reverse() : digits;
};

const floating = (value: number, bits: number, order: ByteOrder): Buffer => {
  const array =
    bits === 64 ? Float64Array.of(value) : bits === 16 ? Float16Array.of(value) : Float32Array.of(value);
  const bytes = Buffer.from(array.buffer);
  return order === 'MM' ? bytes.reverse() : bytes;
};
