import {
  defaultChecksumAlgorithm,
  parseChecksumAlgorithm,
  type ChecksumType,
} from '../checksums/checksums.ts';
import { storedHeaders } from '../http/object-headers.ts';
import { sendXml } from '../http/responses.ts';
import type { S3Request } from '../http/s3-request.ts';
import { tagsOfHeader } from '../http/tag-set.ts';
import { S3Error } from '../s3-error.ts';
import type { UploadChecksum } from '../store/upload-store.ts';
import type { Action } from './action.ts';
import { writePermissions } from './write-permissions.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateMultipartUpload.html */
export const createMultipartUpload: Action = {
  permissions: writePermissions,
  run(request, response, { uploads }) {
    const { bucket, key } = request;
    const upload = uploads.create({
      bucket,
      key,
      headers: storedHeaders(request),
      tags: tagsOfHeader(request.header('x-amz-tagging')),
      checksum: uploadChecksum(request),
    });
    sendXml(
      response,
      'InitiateMultipartUploadResult',
      { Bucket: bucket, Key: key, UploadId: upload.id },
      {
        'x-amz-checksum-algorithm': upload.checksum.algorithm,
        'x-amz-checksum-type': upload.checksum.type,
      },
    );
  },
};

/**
 * Which checksum the finished object will have. Checksums of parts add up to one over the whole only for CRCs.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html
 */
const uploadChecksum = (request: S3Request): UploadChecksum => {
  const named = request.header('x-amz-checksum-algorithm');
  const algorithm = named === undefined ? defaultChecksumAlgorithm : parseChecksumAlgorithm(named);
  const type = request.header('x-amz-checksum-type') ?? defaultType(algorithm);
  const isHash = algorithm === 'SHA1' || algorithm === 'SHA256';
  if (!isChecksumType(type) || (type === 'FULL_OBJECT' ? isHash : algorithm === 'CRC64NVME')) {
    throw new S3Error(
      'InvalidRequest',
      `The ${type} checksum type cannot be used with the ${algorithm} checksum algorithm.`,
      { context: { ChecksumAlgorithm: algorithm, ChecksumType: type } },
    );
  }
  return { algorithm, type, chosenBy: named === undefined ? 'service' : 'client' };
};

const defaultType = (algorithm: string): ChecksumType =>
  algorithm === 'CRC64NVME' ? 'FULL_OBJECT' : 'COMPOSITE';

const isChecksumType = (text: string): text is ChecksumType => text === 'FULL_OBJECT' || text === 'COMPOSITE';
