import type { StoredObject } from '../store/stored-object.ts';
import type { Listing } from '../store/listing.ts';
import type { Owner } from '../store/store.ts';
import { quoted } from './etag.ts';
import { isoTime, type XmlContent } from './xml-writer.ts';

/** The elements that both versions of ListObjects share. */
export const listedObjects = (
  { objects, commonPrefixes }: Listing,
  encode: (key: string) => string,
  owner: Owner | undefined,
): { Contents: XmlContent; CommonPrefixes: XmlContent } => ({
  Contents: objects.map((object) => listedObject(object, encode, owner)),
  CommonPrefixes: commonPrefixes.map((prefix) => ({ Prefix: encode(prefix) })),
});

const listedObject = (
  object: StoredObject,
  encode: (key: string) => string,
  owner: Owner | undefined,
): XmlContent => ({
  Key: encode(object.key),
  LastModified: isoTime(object.lastModified),
  ETag: quoted(object.etag),
  ChecksumAlgorithm: object.checksum.algorithm,
  ChecksumType: object.checksum.type,
  Size: object.size,
  Owner: owner && { ID: owner.canonicalId },
  StorageClass: object.headers['x-amz-storage-class'] ?? 'STANDARD',
});
