const uint16 = (...values: readonly number[]): Buffer => Buffer.from(Uint16Array.from(values).buffer);
const uint32 = (...values: readonly number[]): Buffer => Buffer.from(Uint32Array.from(values).buffer);

/** TIFF 6.0, section 4, a grey picture on each page. `repeated` tags of the first have the same megabyte. */
export const tiffOf = (pages: number, side: number, repeated = 0): Buffer => {
  const headBytes = 16;
  const tagBytes = 12;
  const ownTags = 9;
  const pageBytes = 2 + (ownTags + repeated) * tagBytes + 4;
  const directories = Array.from({ length: pages }, (_, page) => {
    const next = page + 1 < pages ? headBytes + (page + 1) * pageBytes : 0;
    const more = Array.from({ length: repeated }, (_, n) => tag(40_000 + n, 1, 1024 * 1024, headBytes));
    return Buffer.concat([uint16(ownTags + repeated), ...pictureTags(side), ...more, uint32(next)]);
  });
  const values = repeated > 0 ? [Buffer.alloc(1024 * 1024)] : [];
  const head = Buffer.concat([Buffer.from('II*\0'), uint32(headBytes, 0, 0)]);
  return Buffer.concat([head, ...directories, ...values]);
};

const tag = (number: number, type: number, count: number, value: number): Buffer =>
  Buffer.concat([uint16(number, type), uint32(count, value)]);

const pictureTags = (side: number): readonly Buffer[] =>
  pictureValues(side).map(([number, type, count, value]) => tag(number, type, count, value));

const pictureValues = (side: number) =>
  [
    [256, 4, 1, side],
    [257, 4, 1, side],
    [258, 3, 1, 8],
    [259, 3, 1, 1],
    [262, 3, 1, 1],
    [273, 4, 1, 8],
    [277, 3, 1, 1],
    [278, 4, 1, side],
    [279, 4, 1, 1],
  ] as const;

export const bigTiffOf = (side: number): Buffer => {
  const tags = pictureValues(side).map(([number, type, count, value]) =>
    Buffer.concat([uint16(number, type), uint32(count, 0, value, 0)]),
  );
  const head = Buffer.concat([Buffer.from('II+\0'), uint16(8, 0), uint32(16, 0)]);
  return Buffer.concat([head, uint32(tags.length, 0), ...tags, uint32(0, 0)]);
};
