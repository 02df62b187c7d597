import type { Action } from './action.ts';
import { serveObject } from './get-object.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html */
export const headObject: Action = {
  permissions: 's3:GetObject',
  run: serveObject,
};
