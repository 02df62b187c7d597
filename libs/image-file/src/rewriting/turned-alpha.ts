import { boxesIn, boxIn, type Box } from '../containers/iso-boxes.ts';
import { associationsIn } from '../containers/iso-items.ts';
import { changedBoxes } from './rewrite-meta.ts';

/** ISO/IEC 23008-12, sections 6.5.9, 6.5.10 and 6.5.12. */
const transformations = new Set(['clap', 'imir', 'irot']);

/** Whether a picture with these properties is cut, turned or reflected. */
export const isTransformed = (properties: readonly Box[]): boolean =>
  properties.some(({ type }) => transformations.has(type));

/** The content of an `iprp` box in which these items have, behind their own properties, what cuts and turns another. */
export const withTransformationsOf = (iprp: Buffer, picture: number, items: ReadonlySet<number>): Buffer => {
  const listed = [...boxesIn(boxIn(iprp, 'ipco') ?? Buffer.alloc(0))];
  return changedBoxes(boxesIn(iprp), ({ type, content }) =>
    type === 'ipma' ? withAssociations(content, transformationsIn(content, picture, listed), items) : content,
  );
};

/** As they stand in the `ipma` box, with the bit that calls them essential. */
const transformationsIn = (ipma: Buffer, picture: number, listed: readonly Box[]): readonly Buffer[] => {
  for (const { item, countAt, end, indexBytes } of associationsIn(ipma)) {
    if (item !== picture) continue;
    const places = Array.from(
      { length: (end - countAt - 1) / indexBytes },
      (_, n) => countAt + 1 + n * indexBytes,
    );
    return places
      .map((at) => ipma.subarray(at, at + indexBytes))
      .filter((index) => {
        const number = index.readUIntBE(0, indexBytes) & (indexBytes === 2 ? 0x7fff : 0x7f);
        return transformations.has(listed[number - 1]?.type ?? '');
      });
  }
  return [];
};

/** A byte counts them. */
const maxAssociations = 255;

const withAssociations = (ipma: Buffer, added: readonly Buffer[], items: ReadonlySet<number>): Buffer => {
  const pieces: Buffer[] = [];
  let from = 0;
  for (const { item, countAt, end } of associationsIn(ipma)) {
    const count = ipma.readUInt8(countAt) + added.length;
    if (!items.has(item) || count > maxAssociations) continue;
    pieces.push(ipma.subarray(from, countAt), Buffer.of(count), ipma.subarray(countAt + 1, end), ...added);
    from = end;
  }
  return Buffer.concat([...pieces, ipma.subarray(from)]);
};
