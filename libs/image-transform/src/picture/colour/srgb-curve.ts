/** The tone curve of sRGB (IEC 61966-2-1), which Display P3 shares. Linear light and encoded values are 0 to 1. */
export const encodeSrgb = (linear: number): number =>
  linear <= 0.0031308 ? linear * 12.92 : 1.055 * linear ** (1 / 2.4) - 0.055;

/** The inverse of `encodeSrgb`. */
export const decodeSrgb = (encoded: number): number =>
  encoded <= 0.04045 ? encoded / 12.92 : ((encoded + 0.055) / 1.055) ** 2.4;
