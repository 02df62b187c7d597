import type { S3Request } from '../http/s3-request.ts';
import type { Upload, UploadStore } from '../store/upload-store.ts';

/**
 * The upload that a request's `uploadId` names.
 * @throws S3Error NoSuchUpload
 */
export const requestedUpload = ({ query, bucket, key }: S3Request, uploads: UploadStore): Upload =>
  uploads.get(query.get('uploadId') ?? '', bucket, key);
