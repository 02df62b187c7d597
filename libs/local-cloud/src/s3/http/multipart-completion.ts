import * as v from 'valibot';
import { checksumAlgorithms, checksumElement } from '../checksums/checksums.ts';
import type { NamedPart } from '../uploads/chosen-parts.ts';
import { unquoted } from './etag.ts';
import { readXml } from './xml-reader.ts';

const text = v.string();

const completionSchema = v.object({
  CompleteMultipartUpload: v.object({
    Part: v.pipe(
      v.array(
        v.object({
          PartNumber: v.pipe(text, v.regex(/^\s*\d{1,5}\s*$/), v.transform(Number)),
          ETag: v.pipe(text, v.transform(unquoted)),
          ChecksumCRC32: v.optional(text),
          ChecksumCRC32C: v.optional(text),
          ChecksumCRC64NVME: v.optional(text),
          ChecksumSHA1: v.optional(text),
          ChecksumSHA256: v.optional(text),
        }),
      ),
      v.minLength(1),
    ),
  }),
});

/**
 * The parts that a client names, in its order.
 * @throws S3Error MalformedXML
 */
export const completionOf = (document: Uint8Array): NamedPart[] =>
  readXml(document, completionSchema, ['Part']).CompleteMultipartUpload.Part.map((part) => ({
    number: part.PartNumber,
    etag: part.ETag,
    checksums: Object.fromEntries(
      checksumAlgorithms.flatMap((algorithm) => {
        const value = part[checksumElement(algorithm)];
        return value === undefined ? [] : [[algorithm, value]];
      }),
    ),
  }));
