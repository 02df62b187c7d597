import type { Colorants } from './primaries.ts';

/** An RGB colour space that three primaries and one tone curve describe. */
export interface MatrixProfile {
  /** A name for people, in ASCII. */
  readonly description: string;
  readonly colorants: Colorants;
  /** As `parametricCurve` or `sampledCurve` makes it. */
  readonly curve: Buffer;
}

const headerBytes = 128;
const entryBytes = 12;
const version = 0x04300000;
/** 2024-01-01: a profile is the same bytes whenever it is made. */
const created = [2024, 1, 1, 0, 0, 0];
const d50 = [0.9642, 1, 0.8249];
/** From D65 to D50 by Bradford: ICC.1:2022, annex E. A profile for a display says how its white was adapted. */
const adaptation = [1.04788, 0.02292, -0.05022, 0.02958, 0.99048, -0.01708, -0.00925, 0.01508, 0.75168];

/** The ICC profile (ICC.1:2022, version 4.3) of a display with a white of D65, of about 480 bytes and its curve. */
export const matrixProfile = ({ description, colorants, curve }: MatrixProfile): Buffer => {
  const tags: readonly (readonly [signature: string, data: Buffer])[] = [
    ['desc', text(description)],
    ['cprt', text('CC0')],
    ['wtpt', numbers('XYZ ', d50)],
    ['chad', numbers('sf32', adaptation)],
    ...Object.entries(colorants).map(([tag, xyz]) => [tag, numbers('XYZ ', xyz)] as const),
    ...['rTRC', 'gTRC', 'bTRC'].map((tag) => [tag, curve] as const),
  ];
  const table = Buffer.alloc(4 + tags.length * entryBytes);
  table.writeUInt32BE(tags.length);
  const parts: Buffer[] = [];
  const offsets = new Map<Buffer, number>();
  let end = headerBytes + table.length;
  for (const [index, [signature, data]] of tags.entries()) {
    const offset = offsets.get(data) ?? end;
    if (offset === end) {
      parts.push(data);
      end += data.length;
      offsets.set(data, offset);
    }
    table.write(signature, 4 + index * entryBytes, 'latin1');
    table.writeUInt32BE(offset, 8 + index * entryBytes);
    table.writeUInt32BE(data.length, 12 + index * entryBytes);
  }
  return Buffer.concat([header(end), table, ...parts]);
};

const header = (profileBytes: number): Buffer => {
  const data = Buffer.alloc(headerBytes);
  data.writeUInt32BE(profileBytes, 0);
  data.writeUInt32BE(version, 8);
  data.write('mntrRGB XYZ ', 12, 'latin1');
  for (const [index, value] of created.entries()) data.writeUInt16BE(value, 24 + index * 2);
  data.write('acsp', 36, 'latin1');
  for (const [index, value] of d50.entries()) data.writeInt32BE(s15Fixed16(value), 68 + index * 4);
  return data;
};

/** A curve by one of the formulas of ICC.1:2022, 10.18: type 0 is a plain gamma, 3 has a straight beginning. */
export const parametricCurve = (type: 0 | 3, parameters: readonly number[]): Buffer => {
  const data = numbers('para', [0, ...parameters]);
  data.writeUInt16BE(type, 8);
  return data;
};

/** A curve by evenly spaced samples from 0 to 1: ICC.1:2022, 10.6. */
export const sampledCurve = (values: readonly number[]): Buffer => {
  const data = Buffer.alloc(12 + aligned(values.length * 2));
  data.write('curv', 'latin1');
  data.writeUInt32BE(values.length, 8);
  for (const [index, value] of values.entries())
    data.writeUInt16BE(Math.round(value * 65_535), 12 + index * 2);
  return data;
};

/** A tag of fixed-point numbers: a signature, four zeros and the numbers. */
const numbers = (signature: string, values: readonly number[]): Buffer => {
  const data = Buffer.alloc(8 + values.length * 4);
  data.write(signature, 'latin1');
  for (const [index, value] of values.entries()) data.writeInt32BE(s15Fixed16(value), 8 + index * 4);
  return data;
};

/** A text in one language: ICC.1:2022, 10.15. */
const text = (value: string): Buffer => {
  const data = Buffer.alloc(28 + aligned(value.length * 2));
  data.write('mluc', 'latin1');
  data.writeUInt32BE(1, 8);
  data.writeUInt32BE(12, 12);
  data.write('enUS', 16, 'latin1');
  data.writeUInt32BE(value.length * 2, 20);
  data.writeUInt32BE(28, 24);
  for (let index = 0; index < value.length; index++) {
    data.writeUInt16BE(value.charCodeAt(index), 28 + index * 2);
  }
  return data;
};

/** Every tag starts at a multiple of four bytes. */
const aligned = (bytes: number): number => Math.ceil(bytes / 4) * 4;

const s15Fixed16 = (value: number): number => Math.round(value * 65_536);
