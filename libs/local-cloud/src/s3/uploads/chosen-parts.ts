import * as v from 'valibot';
import { checksumAlgorithms, checksumElement } from '../checksums/checksums.ts';
import { S3Error } from '../s3-error.ts';
import type { Part, Upload } from '../store/upload-store.ts';
import { unquoted } from '../store/write-condition.ts';
import { readXml } from '../http/xml-reader.ts';

/** All parts but the last: 5 MiB. https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html */
const minPartBytes = 5 * 1024 * 1024;

const namedPartSchema = v.object({
  PartNumber: v.pipe(v.string(), v.regex(/^\s*\d{1,5}\s*$/), v.transform(Number)),
  ETag: v.pipe(v.string(), v.transform(unquoted)),
  ChecksumCRC32: v.optional(v.string()),
  ChecksumCRC32C: v.optional(v.string()),
  ChecksumCRC64NVME: v.optional(v.string()),
  ChecksumSHA1: v.optional(v.string()),
  ChecksumSHA256: v.optional(v.string()),
});

const completionSchema = v.object({
  CompleteMultipartUpload: v.object({ Part: v.pipe(v.array(namedPartSchema), v.minLength(1)) }),
});

type NamedPart = v.InferOutput<typeof namedPartSchema>;

/** The parts that a client names, in its order. @throws S3Error MalformedXML */
export const completionOf = (document: Uint8Array): NamedPart[] =>
  readXml(document, completionSchema, ['Part']).CompleteMultipartUpload.Part;

/**
 * The stored parts that the client names, if they are as it says.
 * @throws S3Error InvalidPartOrder, InvalidPart, InvalidRequest, EntityTooSmall
 */
export const chosenParts = (upload: Upload, named: readonly NamedPart[], stored: readonly Part[]): Part[] => {
  const byNumber = new Map(stored.map((part) => [part.number, part]));
  requireAscending(named.map(({ PartNumber }) => PartNumber));
  return named.map((name, index) => {
    requireChecksum(upload, name);
    const part = byNumber.get(name.PartNumber);
    if (part === undefined || !isAsNamed(part, name)) throw invalidPart(upload, name);
    if (part.size < minPartBytes && index < named.length - 1) throw tooSmall(part);
    return part;
  });
};

const requireAscending = (numbers: readonly number[]): void => {
  if (numbers.every((number, index) => index === 0 || number > Number(numbers[index - 1]))) return;
  throw new S3Error(
    'InvalidPartOrder',
    'The list of parts was not in ascending order. The parts list must be specified in order by part number.',
  );
};

/** A checksum over checksums proves something only when the client knows what went in. */
const requireChecksum = ({ checksum }: Upload, part: NamedPart): void => {
  const { algorithm, type, chosenBy } = checksum;
  if (type !== 'COMPOSITE' || chosenBy !== 'client' || part[checksumElement(algorithm)] !== undefined) return;
  throw new S3Error(
    'InvalidRequest',
    `The upload was created using a ${algorithm.toLowerCase()} checksum. The complete request must include the checksum for each part. It was missing for part ${String(part.PartNumber)} in the request.`,
  );
};

const isAsNamed = (part: Part, named: NamedPart): boolean =>
  part.etag === named.ETag &&
  checksumAlgorithms.every((algorithm) => {
    const declared = named[checksumElement(algorithm)];
    return declared === undefined || declared === part.checksums[algorithm];
  });

const invalidPart = (upload: Upload, { PartNumber, ETag }: NamedPart): S3Error =>
  new S3Error(
    'InvalidPart',
    "One or more of the specified parts could not be found. The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.",
    { context: { UploadId: upload.id, PartNumber, ETag } },
  );

const tooSmall = ({ number, size, etag }: Part): S3Error =>
  new S3Error('EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size', {
    context: { ETag: etag, MinSizeAllowed: minPartBytes, ProposedSize: size, PartNumber: number },
  });
