/** An ICC profile's header and tags (ICC.1:2022, sections 7.2 and 7.3), as far as recognising a colour space needs them. */
export interface IccProfile {
  /** Signature of the data colour space: 'RGB ', 'GRAY', 'CMYK'. */
  readonly colourSpace: string;
  /** Signature of the profile connection space: 'XYZ ' or 'Lab '. */
  readonly connectionSpace: string;
  tag(signature: string): Buffer | undefined;
}

const tagTable = 128;
const tagEntryBytes = 12;
/** The registry of tags has about 70; more in one profile is nonsense, and a reason not to search on. */
const maxTags = 200;

/** @returns undefined when these bytes are no ICC profile */
export const readIccProfile = (bytes: Uint8Array): IccProfile | undefined => {
  const profile = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (profile.length < tagTable + 4 || text(profile, 36) !== 'acsp') return undefined;
  const count = profile.readUInt32BE(tagTable);
  if (count > maxTags || tagTable + 4 + count * tagEntryBytes > profile.length) return undefined;
  return {
    colourSpace: text(profile, 16),
    connectionSpace: text(profile, 20),
    tag(signature) {
      for (let index = 0; index < count; index++) {
        const entry = tagTable + 4 + index * tagEntryBytes;
        if (text(profile, entry) !== signature) continue;
        const start = profile.readUInt32BE(entry + 4);
        return profile.subarray(start, start + profile.readUInt32BE(entry + 8));
      }
      return undefined;
    },
  };
};

const text = (profile: Buffer, at: number) => profile.toString('latin1', at, at + 4);

/** An XYZ tag (10.31): three s15Fixed16 numbers. */
export const readXyz = (tag: Buffer | undefined): readonly number[] | undefined => {
  if (tag === undefined || tag.length < 20 || text(tag, 0) !== 'XYZ ') return undefined;
  return [8, 12, 16].map((at) => s15Fixed16(tag, at));
};

/** A tone curve: encoded value 0..1 to linear light 0..1. */
export type ToneCurve = (encoded: number) => number;

/** A curve tag, sampled (10.6) or parametric (10.18). */
export const readToneCurve = (tag: Buffer | undefined): ToneCurve | undefined => {
  if (tag === undefined || tag.length < 12) return undefined;
  if (text(tag, 0) === 'curv') return sampledCurve(tag);
  if (text(tag, 0) === 'para') return parametricCurve(tag);
  return undefined;
};

const sampledCurve = (tag: Buffer): ToneCurve | undefined => {
  const count = tag.readUInt32BE(8);
  if (count === 0) return (x) => x;
  if (tag.length < 12 + count * 2) return undefined;
  if (count === 1) {
    const gamma = tag.readUInt16BE(12) / 256;
    return (x) => x ** gamma;
  }
  const sample = (index: number) => tag.readUInt16BE(12 + Math.min(index, count - 1) * 2) / 65_535;
  return (x) => {
    const position = x * (count - 1);
    const below = Math.floor(position);
    return sample(below) + (sample(below + 1) - sample(below)) * (position - below);
  };
};

/** How many numbers each function type has (table 70). */
const parameterCounts = [1, 3, 4, 5, 7];

const parametricCurve = (tag: Buffer): ToneCurve | undefined => {
  const type = tag.readUInt16BE(8);
  const count = parameterCounts[type];
  if (count === undefined || tag.length < 12 + count * 4) return undefined;
  const [g = 1, a = 1, b = 0, c = 0, d = 0, e = 0, f = 0] = Array.from({ length: count }, (_, index) =>
    s15Fixed16(tag, 12 + index * 4),
  );
  switch (type) {
    case 0:
      return (x) => x ** g;
    case 1:
      return (x) => (x >= -b / a ? (a * x + b) ** g : 0);
    case 2:
      return (x) => (x >= -b / a ? (a * x + b) ** g + c : c);
    case 3:
      return (x) => (x >= d ? (a * x + b) ** g : c * x);
    default:
      return (x) => (x >= d ? (a * x + b) ** g + e : c * x + f);
  }
};

const s15Fixed16 = (tag: Buffer, at: number) => tag.readInt32BE(at) / 65_536;
