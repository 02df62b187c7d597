import { LocalCloudError, type ErrorContext } from '../errors.ts';

/**
 * Why CloudFront refuses a declaration, named as its API names it.
 * @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateDistribution.html
 */
export type CloudFrontErrorCode =
  | 'InvalidArgument'
  | 'NoSuchCachePolicy'
  | 'NoSuchOrigin'
  | 'NoSuchOriginAccessControl'
  | 'NoSuchResponseHeadersPolicy';

export class CloudFrontError extends LocalCloudError {
  readonly code: CloudFrontErrorCode;

  constructor(
    code: CloudFrontErrorCode,
    problem: string,
    details: { remedy?: string; context?: ErrorContext; cause?: unknown } = {},
  ) {
    super(problem, details);
    this.code = code;
  }
}
