import { invalidArgument } from '../s3-error.ts';

/**
 * Buckets keep no versions; an object's only version is called `null`.
 * @throws S3Error InvalidArgument
 */
export const refuseVersion = (versionId: string | null | undefined): void => {
  if (versionId === null || versionId === undefined || versionId === '' || versionId === 'null') return;
  throw invalidArgument(
    'Invalid version id specified.',
    'versionId',
    versionId,
    'Buckets keep no versions here: leave the version out.',
  );
};
