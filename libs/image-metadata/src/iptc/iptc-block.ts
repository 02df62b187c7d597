import { createHash } from 'node:crypto';
import type { RawDescription } from '../values/raw-description.ts';
import { dataSetMarker, readIptc } from './iptc-iim.ts';

/** What one IPTC block says, and whether it counts more than XMP. */
export interface IptcBlock {
  readonly fields: RawDescription;
  /** A program that knows no XMP wrote to the IPTC fields after they were last brought in line with XMP. */
  readonly editedAlone: boolean;
}

/** Starts every segment of a JPEG in which Photoshop keeps its image resources. */
const photoshopMarker = Buffer.from('Photoshop 3.0\0', 'latin1');

/** Numbers of image resources: Adobe Photoshop File Formats Specification, table "Image Resource IDs". */
const iptcResource = 0x0404;
const digestResource = 0x0425;

/**
 * Reads the IPTC block as it lies in a JPEG, among Photoshop's resources, or in a TIFF, as it is.
 *
 * @param beside Photoshop's resources, where they are not around the block but beside it, as in a TIFF
 */
export const readIptcBlock = (block: Uint8Array, beside?: Uint8Array): IptcBlock | undefined => {
  const bytes = inOrder(Buffer.from(block.buffer, block.byteOffset, block.byteLength));
  const around = resourcesAround(bytes);
  const resources = around ?? resourcesIn(Buffer.from(beside ?? []));
  const iptc = around ? around.get(iptcResource) : whole(bytes, resources.get(iptcResource));
  if (iptc === undefined) return undefined;
  const digest = resources.get(digestResource);
  return { fields: readIptc(iptc), editedAlone: digest !== undefined && !digest.equals(md5(iptc)) };
};

/**
 * Some programs count a TIFF's block in numbers of four bytes, which programs with libtiff then write in the byte order
 * of the machine that they run on.
 */
const inOrder = (bytes: Buffer): Buffer => {
  if (bytes[0] === dataSetMarker || bytes[3] !== dataSetMarker) return bytes;
  return Buffer.from(bytes.subarray(0, bytes.length - (bytes.length % 4))).swap32();
};

/** ImageMagick 6 writes only a quarter of the block into its tag, and all of it among the resources. */
const whole = (block: Buffer, resource: Buffer | undefined): Buffer =>
  resource?.subarray(0, block.length).equals(block) === true ? resource : block;

/** A PNG's text profile has them without the marker of a JPEG's segment. */
const resourcesAround = (bytes: Buffer): ReadonlyMap<number, Buffer> | undefined => {
  const isMarked = bytes.subarray(0, photoshopMarker.length).equals(photoshopMarker);
  const resources = isMarked ? bytes.subarray(photoshopMarker.length) : bytes;
  return isMarked || resources.toString('latin1', 0, 4) === signature ? resourcesIn(resources) : undefined;
};

/** MWG Guidelines 2.0, section 3: who writes both writes the MD5 of IPTC beside it. It protects nothing. */
const md5 = (bytes: Buffer) => createHash('md5').update(bytes).digest();

const signature = '8BIM';

/**
 * A resource is its signature, a number, a name (length, text, padded to even) and data (length, bytes, padded to
 * even). The first of a number counts; lengths that lead out of the block end the search.
 */
const resourcesIn = (bytes: Buffer): ReadonlyMap<number, Buffer> => {
  const resources = new Map<number, Buffer>();
  let at = 0;
  while (at + 12 <= bytes.length && bytes.toString('latin1', at, at + 4) === signature) {
    const id = bytes.readUInt16BE(at + 4);
    const size = at + 6 + even(1 + bytes.readUInt8(at + 6));
    if (size + 4 > bytes.length) break;
    const data = size + 4;
    const end = data + bytes.readUInt32BE(size);
    if (end > bytes.length) break;
    if (!resources.has(id)) resources.set(id, bytes.subarray(data, end));
    at = data + even(end - data);
  }
  return resources;
};

const even = (length: number) => length + (length % 2);
