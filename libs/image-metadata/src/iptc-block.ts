import { createHash } from 'node:crypto';
import type { RawDescription } from './description.ts';
import { readIptc } from './iptc-iim.ts';

export interface IptcBlock {
  readonly fields: RawDescription;
  /** A program that knows no XMP wrote to the IPTC fields after they were last brought in line with XMP. */
  readonly editedAlone: boolean;
}

/** Marks the segment of a JPEG in which Photoshop keeps its image resources, IPTC's among them. */
const photoshopMarker = Buffer.from('Photoshop 3.0\0', 'latin1');

/** Numbers of image resources: Adobe Photoshop File Formats Specification, table "Image Resource IDs". */
const iptcResource = 0x0404;
const digestResource = 0x0425;

/** Reads the IPTC block as it lies in a JPEG, among Photoshop's resources, or in a TIFF, as it is. */
export function readIptcBlock(block: Uint8Array): IptcBlock | undefined {
  const bytes = Buffer.from(block.buffer, block.byteOffset, block.byteLength);
  if (!bytes.subarray(0, photoshopMarker.length).equals(photoshopMarker)) {
    return { fields: readIptc(bytes), editedAlone: false };
  }
  const resources = resourcesIn(bytes.subarray(photoshopMarker.length));
  const iptc = resources.get(iptcResource);
  if (iptc === undefined) return undefined;
  const digest = resources.get(digestResource);
  return { fields: readIptc(iptc), editedAlone: digest !== undefined && !digest.equals(md5(iptc)) };
}

/** MWG Guidelines 2.0, section 3: who writes both writes the MD5 of IPTC beside it. It protects nothing. */
const md5 = (bytes: Buffer) => createHash('md5').update(bytes).digest();

const signature = '8BIM';

/**
 * A resource is its signature, a number, a name (length, text, padded to even) and data (length, bytes, padded to
 * even). The first of a number counts; lengths that lead out of the block end the search.
 */
function resourcesIn(bytes: Buffer): ReadonlyMap<number, Buffer> {
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
}

const even = (length: number) => length + (length % 2);
