import { LocalCloudError } from '../errors.ts';

/**
 * The refusals this service answers with, and the HTTP status of each.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
 */
const httpStatus = {
  AccessControlListNotSupported: 400,
  AccessDenied: 403,
  AccessForbidden: 403,
  BadDigest: 400,
  BadRequest: 400,
  BucketAlreadyOwnedByYou: 409,
  EntityTooLarge: 400,
  EntityTooSmall: 400,
  IncompleteBody: 400,
  InternalError: 500,
  InvalidArgument: 400,
  InvalidBucketName: 400,
  InvalidDigest: 400,
  InvalidPart: 400,
  InvalidPartOrder: 400,
  InvalidRange: 416,
  InvalidRequest: 400,
  InvalidTag: 400,
  InvalidURI: 400,
  KeyTooLongError: 400,
  MalformedTrailerError: 400,
  MalformedXML: 400,
  MetadataTooLarge: 400,
  MethodNotAllowed: 405,
  MissingContentLength: 411,
  NoSuchBucket: 404,
  NoSuchKey: 404,
  NoSuchUpload: 404,
  NotImplemented: 501,
  PreconditionFailed: 412,
  ServiceUnavailable: 503,
  XAmzContentSHA256Mismatch: 400,
} as const;

export type S3ErrorCode = keyof typeof httpStatus;

/** A refusal that a client sees as S3's error document; `context` becomes elements beside `Code` and `Message`. */
export class S3Error extends LocalCloudError<S3ErrorCode> {
  get statusCode(): number {
    return httpStatus[this.code];
  }
}

/** The refusal of one parameter or header whose value S3 does not take. */
export const invalidArgument = (
  message: string,
  ArgumentName: string,
  ArgumentValue?: string,
  remedy?: string,
): S3Error => new S3Error('InvalidArgument', message, { remedy, context: { ArgumentName, ArgumentValue } });

/** The refusal of a header that asks for what is not done here. */
export const headerNotImplemented = (Header: string, remedy: string): S3Error =>
  new S3Error('NotImplemented', 'A header you provided implies functionality that is not implemented.', {
    remedy,
    context: { Header },
  });

/** How the program or the embedding code configured the service wrongly; never seen on the wire. */
export class S3ConfigurationError extends LocalCloudError<
  'invalid-bucket-name' | 'invalid-notification' | 'unknown-bucket'
> {}
