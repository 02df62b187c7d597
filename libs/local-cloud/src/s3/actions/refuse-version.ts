import { S3Error } from '../s3-error.ts';

/**
 * Buckets keep no versions; an object's only version is called `null`.
 * @throws S3Error InvalidArgument
 */
export const refuseVersion = (versionId: string | null | undefined): void => {
  if (versionId === null || versionId === undefined || versionId === '' || versionId === 'null') return;
  throw new S3Error('InvalidArgument', 'Invalid version id specified', {
    remedy: 'Buckets keep no versions here: leave the version out.',
    context: { ArgumentName: 'versionId', ArgumentValue: versionId },
  });
};
