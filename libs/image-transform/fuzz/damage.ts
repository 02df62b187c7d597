/** Files as broken-off downloads, full disks and lost sectors leave them. */

/** @param from where a hole may begin, in bytes */
type Damage = (
  file: Buffer,
  random: () => number,
  from: number,
) => { readonly what: string; readonly bytes: Buffer };

const shares = [0.3, 0.6, 0.9, 0.98] as const;

/** Bytes. Zeros of a few blocks of a smooth picture may pass for pixels, and nothing leaves so few. */
const holes = [32, 48, 64, 128, 256, 512, 1024, 4096] as const;

const oneOf = <T>(values: readonly T[], random: () => number): T =>
  values[Math.floor(random() * values.length)] as T;

const cut: Damage = (file, random) => {
  const share = oneOf(shares, random);
  return { what: `cut at ${share}`, bytes: file.subarray(0, Math.floor(file.length * share)) };
};

const tail: Damage = (file, random) => {
  const share = oneOf(shares, random);
  return {
    what: `zeros from ${share} on`,
    bytes: Buffer.from(file).fill(0, Math.floor(file.length * share)),
  };
};

const holeIn: Damage = (file, random, from) => {
  const room = file.length - from;
  const length = oneOf(
    holes.filter((each) => each < room / 2),
    random,
  );
  const at = from + Math.floor(random() * (room - length));
  return { what: `${length} zeros at ${at}`, bytes: Buffer.from(file).fill(0, at, at + length) };
};

/** Holes come in more lengths and places than the others: half of all are some. */
export const damage: Damage = (file, random, from) =>
  oneOf([cut, tail, holeIn, holeIn], random)(file, random, from);
