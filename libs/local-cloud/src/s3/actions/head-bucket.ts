import { sendEmpty } from '../http/responses.ts';
import type { Action } from './action.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html */
export const headBucket: Action = {
  permissions: 's3:ListBucket',
  run(_request, response, { account: { region } }) {
    sendEmpty(response, 200, { 'x-amz-bucket-region': region });
  },
};
