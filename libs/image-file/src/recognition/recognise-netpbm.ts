import type { Recognised } from '../source-format.ts';

/** By the digit or letter behind the `P`: netpbm's manual pages pbm(5), pgm(5), ppm(5), pam(5), and PFM. */
const names: Readonly<Record<string, string>> = {
  1: 'PBM',
  2: 'PGM',
  3: 'PPM',
  4: 'PBM',
  5: 'PGM',
  6: 'PPM',
  7: 'PAM',
  f: 'PFM',
  F: 'PFM',
};

/** Two letters alone begin many a text: white space or comments have to follow, then the width or, of a PAM, a keyword. */
const signature = /^P([1-7fF])(?:\s|#[^\n]*\n)+(?:\d|WIDTH |HEIGHT |DEPTH |MAXVAL |TUPLTYPE )/;

/** A picture of the netpbm programs, by its first bytes as Latin-1 text. */
export const recogniseNetpbm = (head: string): Recognised | undefined => {
  const name = names[signature.exec(head)?.[1] ?? ''];
  return name === undefined ? undefined : { unsupported: name };
};
