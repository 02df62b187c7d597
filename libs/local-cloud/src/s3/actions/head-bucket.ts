import { sendEmpty } from '../http/responses.ts';
import { bucketArn } from '../http/s3-request.ts';
import type { Action } from './action.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html */
export const headBucket: Action = {
  permissions: ({ bucket }) => [['s3:ListBucket', bucketArn(bucket)]],
  run(_request, response, { region }) {
    sendEmpty(response, 200, { 'x-amz-bucket-region': region });
  },
};
