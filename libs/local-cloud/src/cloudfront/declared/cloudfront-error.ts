import { LocalCloudError } from '../../errors.ts';

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

/** A declaration that CloudFront refuses. */
export class CloudFrontError extends LocalCloudError<CloudFrontErrorCode> {}
