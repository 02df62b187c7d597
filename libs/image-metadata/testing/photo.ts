import { ascii, byte, rational, raw, short, type TiffBlock } from './tiff-block.ts';

/** A photo taken in Berlin, with all that cameras tell, wanted or not. */
export const photo = {
  ifd0: [
    ascii(0x010e, 'Brandenburg Gate'),
    ascii(0x010f, 'Canon'),
    ascii(0x0110, 'Canon EOS 5D\0\0\0'),
    ascii(0x8298, '© André'),
  ],
  exif: [
    rational(0x829a, 1, 250),
    rational(0x829d, 28, 10),
    short(0x8827, 200),
    ascii(0x9003, '2024:05:01 10:00:00'),
    ascii(0x9011, '+02:00'),
    ascii(0x9291, '125'),
    raw(0x9286, Buffer.from('ASCII\0\0\0a private note')),
    ascii(0xa430, 'The Owner'),
    ascii(0xa431, '0123456789'),
    ascii(0xa434, 'EF 50mm f/1.8'),
  ],
  gps: [
    ascii(1, 'N'),
    rational(2, 52, 1, 31, 1, 1203, 100),
    ascii(3, 'E'),
    rational(4, 13, 1, 24, 1, 36, 1),
    byte(5, 0),
    rational(6, 341, 10),
    ascii(16, 'M'),
    rational(17, 21146, 100),
  ],
} satisfies TiffBlock;
