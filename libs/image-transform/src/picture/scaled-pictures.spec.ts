import { withinDeadline } from '../limits/deadline.ts';
import { photo, psnr, type Pixels } from '../testing/images.ts';
import { toPicture, type Picture } from './pixels/picture.ts';
import { scalePictures, type ScaledPictures } from './scaled-pictures.ts';

const sizes = [
  { width: 50, height: 38 },
  { width: 160, height: 120 },
  { width: 320, height: 240 },
  { width: 480, height: 360 },
];

const scaled = <T>(work: (pictures: ScaledPictures) => Promise<T>): Promise<T> =>
  withinDeadline(30_000, async (deadline) =>
    work(scalePictures(await toPicture(photo(640, 480), deadline), sizes, deadline)),
  );

const pixelsOf = ({ pixels, ...rest }: Picture): Pixels => ({ ...rest, data: Buffer.from(pixels) });

describe('scaled pictures', () => {
  it.each(sizes)('are like those scaled from the whole at $width x $height', async (size) => {
    await scaled(async (pictures) => {
      const picture = await pictures.at(size);
      expect(picture).toMatchObject(size);
      const { data, info } = await photo(640, 480)
        .resize({ ...size, fit: 'fill' })
        .raw()
        .toBuffer({ resolveWithObject: true });
      expect(psnr(pixelsOf(picture), { ...info, data })).toBeGreaterThan(42);
    });
  });

  it('are made once each, whoever asks and in whatever order', async () => {
    await scaled(async (pictures) => {
      const [a, b] = await Promise.all([pictures.at(sizes[0]!), pictures.at({ ...sizes[0]! })]);
      expect(a).toBe(b);
      expect(await pictures.at({ width: 640, height: 480 })).toBe(pictures.decoded);
    });
  });

  it('give their memory back at once', async () => {
    await scaled(async (pictures) => {
      const all = [pictures.decoded, await pictures.at(sizes[0]!), await pictures.at(sizes[2]!)];
      await pictures.release();
      expect(all.map(({ pixels }) => pixels.length)).toEqual([0, 0, 0]);
    });
  });
});
