import { LocalCloudError, type ErrorContext } from '../errors.ts';

/**
 * Why Lambda refuses a call, named as its API names it.
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html#API_Invoke_Errors
 */
export type LambdaErrorCode =
  | 'InvalidParameterValueException'
  | 'InvalidRequestContentException'
  | 'RequestTooLargeException'
  | 'ResourceConflictException'
  | 'ResourceNotFoundException'
  | 'ServiceException'
  | 'TooManyRequestsException'
  | 'UnknownOperationException';

const httpStatus: Record<LambdaErrorCode, number> = {
  InvalidParameterValueException: 400,
  InvalidRequestContentException: 400,
  RequestTooLargeException: 413,
  ResourceConflictException: 409,
  ResourceNotFoundException: 404,
  ServiceException: 500,
  TooManyRequestsException: 429,
  UnknownOperationException: 404,
};

/** A call that Lambda refuses. What goes wrong *inside* a function is no exception but an `InvocationResult`. */
export class LambdaError extends LocalCloudError {
  readonly code: LambdaErrorCode;
  /** The status the API answers with. */
  readonly statusCode: number;

  constructor(
    code: LambdaErrorCode,
    problem: string,
    details: { remedy?: string; context?: ErrorContext; cause?: unknown } = {},
  ) {
    super(problem, details);
    this.code = code;
    this.statusCode = httpStatus[code];
  }
}
