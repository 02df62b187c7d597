/** ICC profiles (ICC.1:2022) of one's own making. */
export type Tags = Readonly<Record<string, Buffer>>;

const headerBytes = 128;

export const iccProfile = (
  colourSpace: 'RGB ' | 'GRAY' | 'CMYK',
  tags: Tags,
  connectionSpace: 'XYZ ' | 'Lab ' = 'XYZ ',
): Buffer => {
  const all: Tags = { desc: text('sRGB'), cprt: text('none'), wtpt: xyz(0.9642, 1, 0.8249), ...tags };
  const entries = Object.entries(all);
  const table = Buffer.alloc(4 + entries.length * 12);
  table.writeUInt32BE(entries.length);
  let offset = headerBytes + table.length;
  for (const [index, [signature, data]] of entries.entries()) {
    table.write(signature, 4 + index * 12, 'latin1');
    table.writeUInt32BE(offset, 8 + index * 12);
    table.writeUInt32BE(data.length, 12 + index * 12);
    offset += data.length;
  }
  const header = Buffer.alloc(headerBytes);
  header.writeUInt32BE(offset, 0);
  header.writeUInt32BE(0x04400000, 8);
  header.write(`${colourSpace === 'CMYK' ? 'prtr' : 'mntr'}${colourSpace}${connectionSpace}`, 12, 'latin1');
  header.write('acsp', 36, 'latin1');
  header.set(xyz(0.9642, 1, 0.8249).subarray(8), 68);
  return Buffer.concat([header, table, ...Object.values(all)]);
};

export const xyz = (...values: readonly [number, number, number]): Buffer =>
  Buffer.concat([Buffer.from('XYZ \0\0\0\0', 'latin1'), ...values.map(s15Fixed16)]);

/** A sampled curve; one value is a gamma, none is the identity. */
export const sampledCurve = (values: readonly number[]): Buffer => {
  const data = Buffer.alloc(12 + values.length * 2 + (values.length % 2) * 2);
  data.write('curv', 'latin1');
  data.writeUInt32BE(values.length, 8);
  for (const [index, value] of values.entries()) data.writeUInt16BE(value, 12 + index * 2);
  return data;
};

export const gamma = (value: number): Buffer => sampledCurve([Math.round(value * 256)]);

export const parametricCurve = (type: number, parameters: readonly number[]): Buffer => {
  const data = Buffer.alloc(12);
  data.write('para', 'latin1');
  data.writeUInt16BE(type, 8);
  return Buffer.concat([data, ...parameters.map(s15Fixed16)]);
};

/** A profile for ink that shows every mixture of inks as the same grey: L* in percent. */
export const greyInk = (lightness: number): Buffer => {
  const [inputs, outputs, gridPoints] = [4, 3, 2];
  const lut = Buffer.alloc(12);
  lut.write('mft1', 'latin1');
  lut.set([inputs, outputs, gridPoints], 8);
  const identity = [1, 0, 0, 0, 1, 0, 0, 0, 1].map(s15Fixed16);
  const ramp = Buffer.from(Array.from({ length: 256 }, (_, level) => level));
  const lab = Buffer.of(Math.round(lightness * 2.55), 128, 128);
  const parts = [
    ...identity,
    ...Array<Buffer>(inputs).fill(ramp),
    ...Array<Buffer>(gridPoints ** inputs).fill(lab),
    ...Array<Buffer>(outputs).fill(ramp),
  ];
  return iccProfile('CMYK', { A2B0: Buffer.concat([lut, ...parts]) }, 'Lab ');
};

const text = (value: string): Buffer => {
  const data = Buffer.alloc(28 + value.length * 2 + (value.length % 2) * 2);
  data.write('mluc', 'latin1');
  data.writeUInt32BE(1, 8);
  data.writeUInt32BE(12, 12);
  data.write('enUS', 16, 'latin1');
  data.writeUInt32BE(value.length * 2, 20);
  data.writeUInt32BE(28, 24);
  for (const [index, letter] of [...value].entries())
    data.writeUInt16BE(letter.charCodeAt(0), 28 + index * 2);
  return data;
};

const s15Fixed16 = (value: number): Buffer => {
  const data = Buffer.alloc(4);
  data.writeInt32BE(Math.round(value * 65_536));
  return data;
};

/** sRGB's own curve as ICC writes it: type 3 with its five numbers. */
export const srgbCurve = parametricCurve(3, [2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045]);

export const srgbColorants: Tags = {
  rXYZ: xyz(0.43607, 0.22249, 0.01392),
  gXYZ: xyz(0.38515, 0.71687, 0.09708),
  bXYZ: xyz(0.14307, 0.06061, 0.7141),
};

export const displayP3Colorants: Tags = {
  rXYZ: xyz(0.51512, 0.2412, -0.00105),
  gXYZ: xyz(0.29198, 0.69225, 0.04189),
  bXYZ: xyz(0.1571, 0.06657, 0.78407),
};

export const curves = (curve: Buffer): Tags => ({ rTRC: curve, gTRC: curve, bTRC: curve });
