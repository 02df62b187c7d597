import {
  ascii,
  byte,
  double,
  rational,
  raw,
  short,
  signedRational,
  type Entry,
} from '../../testing/tiff-block.ts';
import { exif, type Corpus } from './made-of.ts';

const gps = (...entries: readonly Entry[]) => exif({ gps: entries });

const latitude = (ref: string, ...parts: number[]) => [ascii(1, ref), rational(2, ...parts)];
const longitude = (ref: string, ...parts: number[]) => [ascii(3, ref), rational(4, ...parts)];
const berlin = [52, 1, 31, 1, 1203, 100];
const quito = [78, 1, 28, 1, 30, 1];
const here = [...latitude('N', ...berlin), ...longitude('E', ...quito)];

const pairs = ['NE', 'NW', 'SE', 'SW', 'ne', 'sw'];

export const places: Corpus = {
  ...Object.fromEntries(
    pairs.map(([north = '', east = '']) => [
      `place ${north}${east}`,
      gps(...latitude(north, ...berlin), ...longitude(east, ...quito)),
    ]),
  ),
  'place in words': gps(...latitude('South', ...berlin), ...longitude('West', ...quito)),
  'place without a letter': gps(...latitude('N', ...berlin), rational(4, ...quito)),
  'place with a letter of nothing': gps(...latitude('X', ...berlin), ...longitude('E', ...quito)),
  'place without a longitude': gps(...latitude('N', ...berlin)),
  'place in decimal minutes': gps(
    ...latitude('S', 52, 1, 314567, 10000, 0, 1),
    ...longitude('E', 13, 1, 245, 10, 0, 0),
  ),
  'place in decimal degrees': gps(
    ...latitude('S', 525200083, 10_000_000, 0, 1, 0, 1),
    ...longitude('W', 134, 10, 0, 1, 0, 1),
  ),
  'place of one number': gps(...latitude('N', 525, 10), ...longitude('E', 134, 10)),
  'place of two numbers': gps(...latitude('N', 52, 1, 305, 10), ...longitude('E', 13, 1, 24, 1)),
  'place in doubles': gps(ascii(1, 'N'), double(2, 52, 30, 15.5), ascii(3, 'E'), double(4, 13, 24, 36.25)),
  'place of unknown minutes': gps(...latitude('N', 52, 1, 0, 0, 0, 0), ...longitude('E', ...quito)),
  'place 0, 0': gps(...latitude('N', 0, 1, 0, 1, 0, 1), ...longitude('E', 0, 1, 0, 1, 0, 1)),
  'place on the equator': gps(...latitude('N', 0, 1, 0, 1, 0, 1), ...longitude('W', ...quito)),
  'place at the pole and the date line': gps(
    ...latitude('S', 90, 1, 0, 1, 0, 1),
    ...longitude('W', 180, 1, 0, 1, 0, 1),
  ),
  'place beyond the pole': gps(...latitude('N', 91, 1, 0, 1, 0, 1), ...longitude('E', ...quito)),
  'place of 61 minutes': gps(...latitude('N', 52, 1, 61, 1, 0, 1), ...longitude('E', ...quito)),
  'place as fine as a rational': gps(
    ...latitude('N', 52, 1, 31, 1, 4_294_967_295, 357_913_941),
    ...longitude('E', 13, 1, 24, 1, 1, 4_294_967_295),
  ),
  'altitude above': gps(...here, byte(5, 0), rational(6, 8848, 1)),
  'altitude below': gps(...here, byte(5, 1), rational(6, 4205, 10)),
  'altitude without a reference': gps(...here, rational(6, 341, 10)),
  'altitude, its reference a number': gps(...here, short(5, 1), rational(6, 341, 10)),
  'altitude, its reference raw': gps(...here, raw(5, Buffer.from([1])), rational(6, 341, 10)),
  'altitude, signed': gps(...here, byte(5, 0), signedRational(6, -341, 10)),
  'altitude unknown': gps(...here, byte(5, 0), rational(6, 0, 0)),
  'altitude of thirds': gps(...here, byte(5, 0), rational(6, 1000, 3)),
  'altitude in orbit': gps(...here, byte(5, 0), rational(6, 4_000_000_000, 1)),
  'altitude without a place': gps(byte(5, 0), rational(6, 341, 10)),
  ...Object.fromEntries(
    ['T', 'M', 't', 'X', ''].map((ref) => [
      `direction "${ref}"`,
      gps(...here, ascii(16, ref), rational(17, 21146, 100)),
    ]),
  ),
  'direction without a reference': gps(...here, rational(17, 900, 10)),
  'direction of thirds': gps(...here, ascii(16, 'T'), rational(17, 1000, 3)),
  'direction of a full circle': gps(...here, ascii(16, 'T'), rational(17, 360, 1)),
  'direction beyond it': gps(...here, ascii(16, 'T'), rational(17, 361, 1)),
  'direction unknown': gps(...here, ascii(16, 'T'), rational(17, 0, 0)),
};
