import { sendXml } from '../http/responses.ts';
import type { Action } from './action.ts';

/**
 * Buckets keep no versions, which S3 tells by an empty document.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketVersioning.html
 */
export const getBucketVersioning: Action = {
  permissions: 's3:GetBucketVersioning',
  run(_request, response) {
    sendXml(response, 'VersioningConfiguration', '');
  },
};
