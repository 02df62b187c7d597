import { LocalCloudError } from '../errors.ts';

/** A distribution, or a policy of one, is declared in a way that the edge on this machine cannot honour. */
export class CloudFrontError extends LocalCloudError {
  readonly code = 'unsupported-distribution';
}
