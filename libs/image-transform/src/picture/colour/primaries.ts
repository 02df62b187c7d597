type Xyz = readonly [x: number, y: number, z: number];

/**
 * The red, green and blue of a colour space as XYZ under D50, which is how ICC profiles hold them. Those below have
 * D65 for their white, adapted to D50 by Bradford's matrix (ICC.1:2022, annex E).
 */
export interface Colorants {
  readonly rXYZ: Xyz;
  readonly gXYZ: Xyz;
  readonly bXYZ: Xyz;
}

/** Primaries of IEC 61966-2-1, the same as those of ITU-R BT.709; the numbers of ICC's own sRGB profiles. */
export const srgbColorants: Colorants = {
  rXYZ: [0.43607, 0.22249, 0.01392],
  gXYZ: [0.38515, 0.71687, 0.09708],
  bXYZ: [0.14307, 0.06061, 0.7141],
};

/** SMPTE EG 432-1 with D65. */
export const displayP3Colorants: Colorants = {
  rXYZ: [0.51512, 0.24119, -0.00105],
  gXYZ: [0.29198, 0.69224, 0.04188],
  bXYZ: [0.1571, 0.06657, 0.78408],
};

/** ITU-R BT.2020. */
export const bt2020Colorants: Colorants = {
  rXYZ: [0.67348, 0.27904, -0.00193],
  gXYZ: [0.16567, 0.67535, 0.02998],
  bXYZ: [0.12505, 0.04561, 0.79686],
};
