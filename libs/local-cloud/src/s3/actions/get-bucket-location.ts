import { sendXml } from '../http/responses.ts';
import type { Action } from './action.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLocation.html */
export const getBucketLocation: Action = {
  permissions: 's3:GetBucketLocation',
  run(_request, response, { account: { region } }) {
    // S3's oldest region has no name here.
    sendXml(response, 'LocationConstraint', region === 'us-east-1' ? '' : region);
  },
};
