import {
  ascii,
  byte,
  double,
  long,
  rational,
  raw,
  short,
  signedRational,
  type Entry,
} from '../../testing/tiff-block.ts';
import { exif, type Corpus } from './made-of.ts';

const one = (...entries: readonly Entry[]) => exif({ exif: entries });

const exposures: readonly (readonly [number, number])[] = [
  [1, 250],
  [1, 3],
  [30, 1],
  [0, 1],
  [0, 0],
  [1, 0],
  [10, 12500],
];

export const numbers: Corpus = {
  ...Object.fromEntries(exposures.map(([a, b]) => [`exposure ${a} of ${b}`, one(rational(0x829a, a, b))])),
  'shooting data': one(
    rational(0x829d, 28, 10),
    short(0x8822, 3),
    short(0x8827, 200),
    signedRational(0x9204, -2, 3),
    short(0x9207, 5),
    short(0x9208, 10),
    short(0x9209, 0x19),
    rational(0x920a, 50, 1),
    short(0xa001, 1),
    short(0xa402, 1),
    short(0xa403, 1),
    rational(0xa404, 3, 2),
    short(0xa405, 75),
    short(0xa406, 2),
  ),
  'shooting data at night, by hand': one(
    short(0xa402, 0),
    short(0xa403, 0),
    rational(0xa404, 1, 1),
    short(0xa406, 3),
    short(0xa001, 2),
  ),
  'shooting data of zeros': one(
    rational(0x829d, 0, 10),
    short(0x8822, 0),
    short(0x8827, 0),
    signedRational(0x9204, 0, 10),
    short(0x9207, 0),
    short(0x9208, 0),
    short(0x9209, 0),
    rational(0x920a, 0, 1),
    rational(0xa404, 0, 1),
    short(0xa405, 0),
  ),
  'shooting data of other types': one(
    double(0x829d, 2.8),
    byte(0x8822, 3),
    long(0x8827, 51200),
    rational(0x9204, 1, 3),
    long(0x9207, 3),
    signedRational(0x920a, 500, 10),
    long(0xa405, 75),
  ),
  'shooting data in the first directory': exif({
    ifd0: [rational(0x829a, 1, 250), rational(0x829d, 28, 10), short(0x8827, 200), rational(0x920a, 50, 1)],
  }),
  'shooting data in both directories': exif({
    ifd0: [rational(0x829d, 40, 10), short(0x8827, 400)],
    exif: [rational(0x829d, 28, 10), short(0x8827, 200)],
  }),
  'shooting data as text': one(ascii(0x829d, '2.8'), ascii(0x8827, '200')),
  'shooting data in raw bytes': one(raw(0x8827, Buffer.from([200, 0]))),
  'ISO in two numbers': one(short(0x8827, 400, 0)),
  'ISO that does not fit': one(short(0x8827, 65535)),
  'exposure compensation of minus nothing': one(signedRational(0x9204, 0, -10)),
  'exposure compensation beyond all sense': one(signedRational(0x9204, -2_147_483_648, 1)),
  'colour space uncalibrated': one(short(0xa001, 65535)),
  'light of vendors': one(short(0x9208, 255), short(0x9207, 255), short(0x8822, 9)),
  'codes that nobody knows': one(short(0x8822, 77), short(0xa402, 999), short(0xa403, 65535)),
  ...Object.fromEntries(
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((value) => [
      `orientation ${value}`,
      exif({ ifd0: [short(0x0112, value)] }),
    ]),
  ),
  'orientation in a long': exif({ ifd0: [long(0x0112, 6)] }),
};
