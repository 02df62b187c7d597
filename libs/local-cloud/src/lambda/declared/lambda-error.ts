import { LocalCloudError } from '../../errors.ts';

const httpStatus = {
  InvalidParameterValueException: 400,
  InvalidRequestContentException: 400,
  RequestTooLargeException: 413,
  ResourceConflictException: 409,
  ResourceNotFoundException: 404,
  ServiceException: 500,
  TooManyRequestsException: 429,
  UnknownOperationException: 404,
} as const;

/**
 * Why Lambda refuses a call, named as its API names it.
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html#API_Invoke_Errors
 */
export type LambdaErrorCode = keyof typeof httpStatus;

/** A call that Lambda refuses. What goes wrong *inside* a function is no exception but an `InvocationResult`. */
export class LambdaError extends LocalCloudError<LambdaErrorCode> {
  /** The status the API answers with. */
  get statusCode(): number {
    return httpStatus[this.code];
  }
}
