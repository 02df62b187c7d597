import type { Action } from './action.ts';
import { serveObject } from './get-object.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html */
export const headObject: Action = {
  permissions: ({ arn }) => [['s3:GetObject', arn]],
  run: serveObject,
};
