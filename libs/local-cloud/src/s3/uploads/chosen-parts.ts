import { checksumAlgorithms } from '../checksums/checksums.ts';
import { S3Error } from '../s3-error.ts';
import type { Part, Upload } from '../store/upload-store.ts';

/** All parts but the last: 5 MiB. https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html */
const minPartBytes = 5 * 1024 * 1024;

/** A part as the client that completes an upload names it. */
export type NamedPart = Pick<Part, 'number' | 'etag' | 'checksums'>;

/**
 * The stored parts that the client names, if they are as it says.
 * @throws S3Error InvalidPartOrder, InvalidPart, InvalidRequest, EntityTooSmall
 */
export const chosenParts = (upload: Upload, named: readonly NamedPart[], stored: readonly Part[]): Part[] => {
  const byNumber = new Map(stored.map((part) => [part.number, part]));
  requireAscending(named.map(({ number }) => number));
  return named.map((name, index) => {
    requireChecksum(upload, name);
    const part = byNumber.get(name.number);
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
  if (type !== 'COMPOSITE' || chosenBy !== 'client' || part.checksums[algorithm] !== undefined) return;
  throw new S3Error(
    'InvalidRequest',
    `The upload was created using a ${algorithm.toLowerCase()} checksum. The complete request must include the checksum for each part. It was missing for part ${part.number} in the request.`,
  );
};

const isAsNamed = (part: Part, named: NamedPart): boolean =>
  part.etag === named.etag &&
  checksumAlgorithms.every((algorithm) => {
    const declared = named.checksums[algorithm];
    return declared === undefined || declared === part.checksums[algorithm];
  });

const invalidPart = (upload: Upload, { number, etag }: NamedPart): S3Error =>
  new S3Error(
    'InvalidPart',
    "One or more of the specified parts could not be found. The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.",
    { context: { UploadId: upload.id, PartNumber: number, ETag: etag } },
  );

const tooSmall = ({ number, size, etag }: Part): S3Error =>
  new S3Error('EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size.', {
    context: { ETag: etag, MinSizeAllowed: minPartBytes, ProposedSize: size, PartNumber: number },
  });
