import { isoItems, type IsoItems } from '../containers/iso-items.ts';
import type { Box } from '../containers/iso-boxes.ts';
import type { Meter } from '../refusal/meter.ts';
import { HeaderError, type CodePoints, type Header } from './header.ts';
import { alphaOf, hasUnnamedAuxiliary } from './heif-alpha.ts';
import { isLimitedGrey } from './heif-grey.ts';
import { hasHoles } from './heif-holes.ts';
import { exifDescribing, packetDescribing } from './heif-metadata.ts';

/** Items that are pictures: ISO/IEC 23008-12, section 6 and its annexes; AVIF 1.1. */
const pictureTypes = new Set([
  'hvc1',
  'av01',
  'grid',
  'iden',
  'iovl',
  'avc1',
  'vvc1',
  'jpeg',
  'j2k1',
  'unci',
  'mski',
]);

/**
 * Reads an AVIF or HEIC by its primary item. Turns are part of the picture there, told by `irot`: those in its EXIF are
 * what has been done (ISO/IEC 23008-12, annex A.2.2), so the orientation is always 1.
 */
export const readHeif = (file: Buffer, meter: Meter): Header => {
  const heif = isoItems(file, meter);
  const primary = heif?.primary;
  if (heif === undefined || primary === undefined) throw new HeaderError('HEIF: no primary item');
  if (hasUnnamedAuxiliary(heif, primary)) throw new HeaderError('HEIF: an auxiliary picture for nothing');
  if (hasHoles(heif, primary, file.length)) throw new HeaderError('HEIF: pictures with holes of zeros');
  const properties = heif.propertiesOf(primary);
  const [exif, xmp] = [exifDescribing(primary, heif), packetDescribing(primary, heif)];
  const toldFor = <Told>(read: (properties: readonly Box[]) => Told | undefined): Told | undefined =>
    read(properties) ?? read(tileProperties(heif, primary));
  const icc = toldFor(profileAmong);
  const codePoints = toldFor(codePointsAmong);
  return {
    ...sizeBy(properties),
    orientation: 1,
    pages: Math.max(1, topLevelPictures(heif)),
    hasAlpha: alphaOf(heif, primary).length > 0,
    ...(isLimitedGrey(toldFor) && { isLimitedGrey: true }),
    blocks: { ...(exif && { exif }), ...(xmp && { xmp }), ...(icc && { icc }) },
    ...(codePoints && { codePoints }),
  };
};

/** Cut and turned in the order of its properties: ISO/IEC 23008-12, section 6.5. */
const sizeBy = (properties: readonly Box[]): { width: number; height: number } => {
  let [width, height] = [0, 0];
  for (const { type, content } of properties) {
    if (type === 'ispe' && content.length >= 12) {
      [width, height] = [content.readUInt32BE(4), content.readUInt32BE(8)];
    } else if (type === 'clap' && content.length >= 16) {
      [width, height] = [fraction(content, 0), fraction(content, 8)];
    } else if (type === 'irot' && ((content[0] ?? 0) & 1) === 1) {
      [width, height] = [height, width];
    }
  }
  return { width, height };
};

const fraction = (content: Buffer, at: number): number =>
  Math.round(content.readUInt32BE(at) / content.readUInt32BE(at + 4)) || 0;

/** Those that stand for themselves: no tiles, thumbnails, depth maps or alpha. */
const topLevelPictures = ({ items, references }: IsoItems): number => {
  const parts = new Set(
    references.filter(({ type }) => type === 'thmb' || type === 'auxl').map(({ from }) => from),
  );
  return items.filter(({ id, type, isHidden }) => pictureTypes.has(type) && !isHidden && !parts.has(id))
    .length;
};

/** A `dimg` reference leads from a picture to those it is made of. MIAF wants tiles all alike. */
const tileProperties = ({ references, propertiesOf }: IsoItems, primary: number): readonly Box[] => {
  const tile = references.find(({ type, from }) => type === 'dimg' && from === primary)?.to[0];
  return tile === undefined ? [] : propertiesOf(tile);
};

const colourOf = ({ type, content }: Box): string =>
  type === 'colr' && content.length >= 8 ? content.toString('latin1', 0, 4) : '';

const profileAmong = (properties: readonly Box[]): Buffer | undefined =>
  properties.find((box) => ['prof', 'rICC'].includes(colourOf(box)))?.content.subarray(4);

/** What the coded picture itself says does not count (ISO/IEC 23000-22, section 7.3.6.4). */
const codePointsAmong = (properties: readonly Box[]): CodePoints | undefined => {
  const nclx = properties.find((box) => colourOf(box) === 'nclx')?.content;
  return nclx && { primaries: nclx.readUInt16BE(4), transfer: nclx.readUInt16BE(6) };
};
