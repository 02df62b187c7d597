import { LocalCloudError } from '../errors.ts';

const httpStatus = {
  AccessDenied: 403,
  AuthorizationHeaderMalformed: 400,
  InvalidAccessKeyId: 403,
} as const;

/**
 * Why a call was refused before it reached a service, named as S3 names it.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
 */
export type AccessErrorCode = keyof typeof httpStatus;

/** A caller who is not known or may not make the call. */
export class AccessError extends LocalCloudError<AccessErrorCode> {
  /** The status S3 answers with. */
  get statusCode(): number {
    return httpStatus[this.code];
  }
}

/** The same refusals under the names that services with a JSON protocol give them. */
export const jsonErrorNames: Readonly<Record<AccessErrorCode, string>> = {
  AccessDenied: 'AccessDeniedException',
  AuthorizationHeaderMalformed: 'IncompleteSignatureException',
  InvalidAccessKeyId: 'UnrecognizedClientException',
};
