import { checksumElement, checksumHeader, type Checksum } from '../checksums/checksums.ts';
import { declaredTransfer } from '../body/declared-payload.ts';
import { badDigest, readSmallBody } from '../body/verified-body.ts';
import { completionOf } from '../http/multipart-completion.ts';
import { chosenParts } from '../uploads/chosen-parts.ts';
import { maxPartNumber } from '../http/part-number.ts';
import { requestedUpload } from './requested-upload.ts';
import { sendXml } from '../http/responses.ts';
import type { S3Request } from '../http/s3-request.ts';
import { S3Error } from '../s3-error.ts';
import { joinContents } from '../objects/content.ts';
import { multipartChecksum, multipartEtag } from '../uploads/multipart-checksum.ts';
import type { ObjectContent } from '../store/stored-object.ts';
import { quoted } from '../http/etag.ts';
import type { Store } from '../store/store.ts';
import type { Part, Upload } from '../store/upload-store.ts';
import { writeCondition } from '../http/conditions.ts';
import type { Action } from './action.ts';
import { writePermissions } from './write-permissions.ts';

/** A part takes less than 400 bytes of XML, with its checksum. */
const maxDocumentBytes = maxPartNumber * 400;

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompleteMultipartUpload.html */
export const completeMultipartUpload: Action = {
  permissions: writePermissions,
  async run(request, response, store) {
    const { bucket, key } = request;
    const upload = requestedUpload(request, store.uploads);
    const condition = writeCondition(request);
    // Checksum headers are about the finished object here.
    const document = await readSmallBody(request, declaredTransfer(request), maxDocumentBytes);
    const parts = chosenParts(upload, completionOf(document), store.uploads.parts(upload.id));
    refuseOtherSize(request, parts);
    const content = await joinParts(request, store, upload, parts);
    const object = store.objects.put({
      bucket,
      key,
      content,
      headers: upload.headers,
      tags: upload.tags,
      condition,
      eventName: 'ObjectCreated:CompleteMultipartUpload',
      origin: request,
      uploadId: upload.id,
    });
    sendXml(response, 'CompleteMultipartUploadResult', {
      Location: locationOf(request),
      Bucket: bucket,
      Key: key,
      ETag: quoted(object.etag),
      [checksumElement(object.checksum.algorithm)]: object.checksum.value,
      ChecksumType: object.checksum.type,
    });
  },
};

/** The object's address as the client would write it: the bucket stands in the host's name or in the path. */
const locationOf = ({ bucket, key, header }: S3Request): string => {
  const host = header('host') ?? 'localhost';
  const path = host.startsWith(`${bucket}.`) ? key : `${bucket}/${key}`;
  return `http://${host}/${encodeURIComponent(path).replaceAll('%2F', '/')}`;
};

const joinParts = async (
  request: S3Request,
  { blobs }: Store,
  upload: Upload,
  parts: readonly Part[],
): Promise<ObjectContent> => {
  const overWhole = upload.checksum.type === 'FULL_OBJECT' ? [upload.checksum.algorithm] : [];
  const { blob, measured } = await joinContents(parts, blobs, overWhole);
  try {
    const checksum = await multipartChecksum(upload.checksum, parts, measured);
    refuseOtherChecksum(request, checksum);
    return { blob, size: measured.size, etag: await multipartEtag(parts), checksum };
  } catch (error) {
    blobs.discard(blob);
    throw error;
  }
};

const refuseOtherSize = (request: S3Request, parts: readonly Part[]): void => {
  const size = parts.reduce((sum, part) => sum + part.size, 0);
  const declared = request.header('x-amz-mp-object-size');
  if (declared === undefined || declared === String(size)) return;
  throw new S3Error(
    'InvalidRequest',
    `The provided 'x-amz-mp-object-size' header value ${declared} does not match what was computed: ${size}`,
  );
};

const refuseOtherChecksum = (request: S3Request, { algorithm, value }: Checksum): void => {
  const declared = request.header(checksumHeader(algorithm));
  if (declared !== undefined && declared !== value) throw badDigest(algorithm);
};
