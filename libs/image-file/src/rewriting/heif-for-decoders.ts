import { boxesIn, type Box } from '../containers/iso-boxes.ts';
import { isoItems } from '../containers/iso-items.ts';
import { alphaOf } from '../headers/heif-alpha.ts';
import { unmetered } from '../refusal/meter.ts';
import { boxOf, rewriteMeta, versionBytes } from './rewrite-meta.ts';
import { isTransformed, withTransformationsOf } from './turned-alpha.ts';

/**
 * An AVIF or HEIC in which libheif and libvips find the picture that is meant: the same bytes, or a copy in which
 * - the major brand of an AVIF is one that libvips knows, for it asks no other
 * - the primary picture is called nobody's thumbnail: libvips would take the other
 * - alpha is cut and turned as its picture is, which MIAF demands (ISO/IEC 23000-22, section 7.3.5.2) and libheif does
 *   only where alpha itself says so
 * @param bytes of a file that has been read already, and whose items have been counted then
 */
export const heifForDecoders = (bytes: Uint8Array, format: 'avif' | 'heic'): Uint8Array => {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const heif = isoItems(file, unmetered);
  const primary = heif?.primary;
  if (heif === undefined || primary === undefined) return bytes;
  const isThumbnail = heif.references.some(({ type, from }) => type === 'thmb' && from === primary);
  const left = isTransformed(heif.propertiesOf(primary)) ? alphaOf(heif, primary) : [];
  const unturned = new Set(left.filter((alpha) => !isTransformed(heif.propertiesOf(alpha))));
  const change = ({ type, content }: Box): Buffer => {
    if (type === 'iref' && isThumbnail) return withoutThumbnail(content, primary);
    if (type === 'iprp') return withTransformationsOf(content, primary, unturned);
    return content;
  };
  const rewritten = isThumbnail || unturned.size > 0 ? rewriteMeta(file, change) : file;
  return format === 'avif' ? withKnownBrand(rewritten, file) : rewritten;
};

const withoutThumbnail = (iref: Buffer, primary: number): Buffer => {
  const idBytes = iref[0] === 0 ? 2 : 4;
  const kept = [...boxesIn(iref.subarray(versionBytes))].filter(
    ({ type, content }) =>
      type !== 'thmb' || content.length < idBytes || content.readUIntBE(0, idBytes) !== primary,
  );
  const boxes = kept.map(({ type, content }) => boxOf(type, content));
  return Buffer.concat([iref.subarray(0, versionBytes), ...boxes]);
};

const brandAt = 8;
const knownBrand = 'avif';
const knownBrands = new Set([knownBrand, 'mif1']);

const withKnownBrand = (file: Buffer, original: Buffer): Buffer => {
  if (knownBrands.has(file.toString('latin1', brandAt, brandAt + 4))) return file;
  const copy = file === original ? Buffer.from(file) : file;
  copy.write(knownBrand, brandAt, 'latin1');
  return copy;
};
