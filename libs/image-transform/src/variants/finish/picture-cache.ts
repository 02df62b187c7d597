import type { Picture } from '../../picture/pixels/picture.ts';

/**
 * Keeps pictures that are used again and again, the last used of them, as far as they fit together. Whoever asks for
 * one that is being made waits for it. A failure is not kept: the next who asks tries again.
 * @param maxBytes of the pixels of all that are kept; a picture that has more alone is made each time
 */
export const createPictureCache = (maxBytes: number) => {
  const underWay = new Map<string, Promise<Picture>>();
  /** The one that was used longest ago comes first. */
  const kept = new Map<string, Picture>();
  let keptBytes = 0;

  const keep = (key: string, picture: Picture): Picture => {
    kept.set(key, picture);
    keptBytes += picture.pixels.length;
    for (const [oldest, { pixels }] of kept) {
      if (keptBytes <= maxBytes) break;
      // Not released: a pipeline may be reading it.
      kept.delete(oldest);
      keptBytes -= pixels.length;
    }
    return picture;
  };
  const make = async (key: string, draw: () => Promise<Picture>): Promise<Picture> => {
    try {
      return keep(key, await draw());
    } finally {
      underWay.delete(key);
    }
  };
  return (key: string, draw: () => Promise<Picture>): Promise<Picture> => {
    const picture = kept.get(key);
    if (picture) {
      kept.delete(key);
      kept.set(key, picture);
      return Promise.resolve(picture);
    }
    const made = underWay.get(key) ?? make(key, draw);
    underWay.set(key, made);
    return made;
  };
};
