import { S3Error } from '../s3-error.ts';

/** The refusal of a body that is not what its encoding says. */
export const malformedChunk = (): S3Error =>
  new S3Error('InvalidRequest', 'The body is not valid aws-chunked data.');

/** The refusal of a body that ends too early or too late. */
export const incompleteBody = (): S3Error =>
  new S3Error(
    'IncompleteBody',
    'You did not provide the number of bytes specified by the Content-Length HTTP header.',
  );
