import type { S3Request } from '../http/s3-request.ts';
import type { Permission } from './action.ts';

/**
 * What a write needs: the tags and the ETag condition that a request carries are permissions of their own.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
 */
export const writePermissions = ({ arn, header }: S3Request): Permission[] => [
  ['s3:PutObject', arn],
  ...(header('x-amz-tagging') === undefined ? [] : [['s3:PutObjectTagging', arn] as const]),
  ...(header('if-match') === undefined ? [] : [['s3:GetObject', arn] as const]),
];
