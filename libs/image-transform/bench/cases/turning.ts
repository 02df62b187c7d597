import sharp from 'sharp';
import type { Size } from '../../src/geometry/size.ts';
import { withinDeadline } from '../../src/limits/deadline.ts';
import { defaultLimits } from '../../src/limits/render-limits.ts';
import { decodePicture } from '../../src/picture/decode-picture.ts';
import { scalePictures } from '../../src/picture/scaled-pictures.ts';
import { openImage } from '../../src/source/open-image.ts';
import type { Case } from '../case.ts';
import { measure } from '../measure.ts';
import { phonePhoto } from '../photos.ts';
import { bareDecode } from './over-floor.ts';

const upright = { width: 1920, height: 2560 };
const lying = { width: 2560, height: 1920 };
const smaller = [
  { width: 1280, height: 1707 },
  { width: 640, height: 853 },
  { width: 200, height: 267 },
];

/** What lies above the floor: scaling, the turn of a portrait, and its smaller sizes. */
export const turning: Case = {
  name: 'decoding 12 MP to 1920 x 2560 pixels upright, CPU of the same without the turn',
  // Turned before it is scaled, 2.5 times as many pixels are turned: then it is 1.7.
  atMost: 1.35,
  measure: async (runs) => {
    const portrait = await phonePhoto(12, 'srgb', 'portrait');
    const landscape = await phonePhoto(12, 'srgb', 'landscape');
    return withinDeadline(3_600_000, async (deadline) => {
      const decoded = async (bytes: Uint8Array, size: Size) => {
        const image = await openImage(bytes, defaultLimits);
        const { srgb } = await decodePicture(image, { size, gamuts: new Set() }, deadline);
        if (srgb.width !== size.width) throw new Error(`decoded to a width of ${srgb.width} pixels`);
        return srgb;
      };
      const large = await decoded(portrait.bytes, upright);
      const { bare, unturned, turned, turnedFirst, sizes } = await measure(
        {
          bare: () => bareDecode(portrait.bytes),
          unturned: () => decoded(landscape.bytes, lying),
          turned: () => decoded(portrait.bytes, upright),
          turnedFirst: () =>
            sharp(portrait.bytes, { ignoreIcc: true })
              .rotate(90)
              .resize({ ...upright, fit: 'fill', kernel: 'cubic' })
              .raw()
              .toBuffer(),
          sizes: async () => {
            const pictures = scalePictures(large, smaller, deadline);
            for (const size of smaller) await pictures.at(size);
          },
        },
        runs,
      );
      const detail =
        `${turned.cpu.toFixed(0)} of ${unturned.cpu.toFixed(0)} ms CPU; turned first ${turnedFirst.cpu.toFixed(0)}, ` +
        `the bare decode ${bare.cpu.toFixed(0)}; its three smaller sizes ${sizes.cpu.toFixed(0)} more`;
      return { ratio: turned.cpu / unturned.cpu, runs, detail };
    });
  },
};
