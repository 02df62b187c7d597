import { LocalCloudError } from '../errors.ts';

/**
 * Why a call was refused before it reached a service, named as S3 names it.
 * DynamoDB and SQS use other names for the same refusals; the gateway translates.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
 */
export type AccessErrorCode = 'AccessDenied' | 'AuthorizationHeaderMalformed' | 'InvalidAccessKeyId';

const httpStatus: Record<AccessErrorCode, number> = {
  AccessDenied: 403,
  AuthorizationHeaderMalformed: 400,
  InvalidAccessKeyId: 403,
};

export class AccessError extends LocalCloudError {
  readonly code: AccessErrorCode;
  /** The status S3 answers with. */
  readonly statusCode: number;

  constructor(code: AccessErrorCode, message: string, context: LocalCloudError['context'] = {}) {
    super(message, { context });
    this.code = code;
    this.statusCode = httpStatus[code];
  }
}
