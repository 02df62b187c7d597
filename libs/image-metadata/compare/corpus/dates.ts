import { ascii, raw } from '../../testing/tiff-block.ts';
import { exif, type Corpus } from './made-of.ts';

const [original, digitised] = [0x9003, 0x9004];
const offset = { original: 0x9011, digitised: 0x9012 };
const subSeconds = { original: 0x9291, digitised: 0x9292 };

const taken = ascii(original, '2024:05:01 10:00:00');

const offsets = [
  '+02:00',
  '-03:30',
  '+00:00',
  '-00:00',
  '+14:00',
  '-12:00',
  '+5:30',
  '+0200',
  'Z',
  '   :  ',
  '',
];
const fractions = ['5', '05', '123', '123456', '000', '12 ', ' 7', '1.5', 'abc', ''];
const texts = [
  '2024:02:29 23:59:59',
  '2023:02:29 10:00:00',
  '2024:05:01 24:00:00',
  '2024:06:30 23:59:60',
  '2024:13:01 10:00:00',
  '0000:00:00 00:00:00',
  '    :  :     :  :  ',
  '1799:01:01 00:00:00',
  '1839:08:19 12:00:00',
  '2024-05-01T10:00:00',
  '2024-05-01T10:00:00.25+02:00',
  '2024/05/01 10:00:00',
  '2024:05:01 10:00:00.5',
  '2024:05:01 10:00:00Z',
  '2024:05:01 10:00:00-07:00',
  '2024:05:01',
  '2024:05:01 10:00',
  '10:00:00',
  'yesterday',
];

export const dates: Corpus = {
  'date without a zone': exif({ exif: [taken] }),
  ...Object.fromEntries(
    offsets.map((text) => [`date, offset "${text}"`, exif({ exif: [taken, ascii(offset.original, text)] })]),
  ),
  ...Object.fromEntries(
    fractions.map((text) => [
      `date, sub-seconds "${text}"`,
      exif({ exif: [taken, ascii(subSeconds.original, text)] }),
    ]),
  ),
  ...Object.fromEntries(texts.map((text) => [`date "${text}"`, exif({ exif: [ascii(original, text)] })])),
  'date, sub-seconds and offset': exif({
    exif: [taken, ascii(subSeconds.original, '987'), ascii(offset.original, '-11:00')],
  }),
  'date of a new year elsewhere': exif({
    exif: [ascii(original, '2024:01:01 01:00:00'), ascii(offset.original, '+09:00')],
  }),
  'date with a fraction, sub-seconds beside it': exif({
    exif: [ascii(original, '2024:05:01 10:00:00.5'), ascii(subSeconds.original, '999')],
  }),
  'date with an offset, another beside it': exif({
    exif: [ascii(original, '2024:05:01 10:00:00+02:00'), ascii(offset.original, '-07:00')],
  }),
  'date in ISO 8601, an offset beside it': exif({
    exif: [ascii(original, '2024-05-01T10:00:00'), ascii(offset.original, '-07:00')],
  }),
  'date, digitised only': exif({
    exif: [
      ascii(digitised, '2024:05:02 11:00:00'),
      ascii(subSeconds.digitised, '25'),
      ascii(offset.digitised, '+01:00'),
    ],
  }),
  'date, taken and digitised': exif({
    exif: [taken, ascii(digitised, '2024:05:02 11:00:00'), ascii(offset.digitised, '+01:00')],
  }),
  'date, taken never, digitised': exif({
    exif: [ascii(original, '0000:00:00 00:00:00'), ascii(digitised, '2024:05:02 11:00:00')],
  }),
  'date in the first directory': exif({
    ifd0: [taken, ascii(subSeconds.original, '5'), ascii(offset.original, '+02:00')],
  }),
  'date, its sub-seconds in the first directory': exif({
    ifd0: [ascii(subSeconds.original, '669246')],
    exif: [taken],
  }),
  'date as raw bytes': exif({ exif: [raw(original, Buffer.from('2024:05:01 10:00:00\0'))] }),
  'date without its NUL': exif({ exif: [ascii(original, Buffer.from('2024:05:01 10:00:00'))] }),
};
