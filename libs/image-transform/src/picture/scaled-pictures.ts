import { areaOf, type Size } from '../geometry/size.ts';
import type { Deadline } from '../limits/deadline.ts';
import type { PictureInGamuts } from './colour/convert-samples.ts';
import { pipelineFrom, release, scaleTo, toPicture, type Picture } from './pixels/picture.ts';

/** One picture at every size that its variants and its description need. */
export interface ScaledPictures {
  /** The largest: what all others are made from. */
  readonly decoded: Picture;
  at(size: Size): Promise<Picture>;
  /** Gives the memory of all of them back. Only when nothing is under way any more. */
  release(): Promise<void>;
}

/**
 * Scales a picture to several sizes, each when it is first asked for and from the smallest of the others that is at
 * least twice as large each way: a thumbnail need not read five million pixels again. From less than twice its size
 * a picture would lose sharpness that the decoded one still has. Sizes are exact, so nothing moves on the way down.
 * @param sizes those that will be asked for, in any order
 */
export const scalePictures = (
  decoded: Picture,
  sizes: readonly Size[],
  deadline: Deadline,
): ScaledPictures => {
  const fromSmallest = [...sizes].sort((a, b) => areaOf(a) - areaOf(b));
  const made = new Map([[keyOf(decoded), Promise.resolve(decoded)]]);

  const at = (size: Size): Promise<Picture> => {
    const picture = made.get(keyOf(size)) ?? scale(size);
    made.set(keyOf(size), picture);
    return picture;
  };
  const scale = async (size: Size): Promise<Picture> => {
    const larger = fromSmallest.find((other) => isTwice(other, size));
    const source = larger === undefined ? decoded : await at(larger);
    const picture = await toPicture(scaleTo(pipelineFrom(source), size), deadline);
    return decoded.profile === undefined ? picture : { ...picture, profile: decoded.profile };
  };
  return {
    decoded,
    at,
    async release() {
      for (const picture of made.values()) release(await picture);
    },
  };
};

/** The picture in each of its gamuts. */
export interface PicturesInGamuts {
  readonly srgb: ScaledPictures;
  /** Only where the source has more colours than sRGB, and a recipe wants them. */
  readonly p3?: ScaledPictures;
  release(): Promise<void>;
}

/** Scales each gamut of a picture as `scalePictures` does. */
export const scaleInGamuts = (
  { srgb, p3 }: PictureInGamuts,
  sizes: readonly Size[],
  deadline: Deadline,
): PicturesInGamuts => {
  const pictures = {
    srgb: scalePictures(srgb, sizes, deadline),
    ...(p3 && { p3: scalePictures(p3, sizes, deadline) }),
  };
  return {
    ...pictures,
    async release() {
      for (const each of Object.values(pictures)) await each.release();
    },
  };
};

const keyOf = ({ width, height }: Size): string => `${width}x${height}`;

const isTwice = (a: Size, b: Size): boolean => a.width >= 2 * b.width && a.height >= 2 * b.height;
