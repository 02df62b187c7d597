import type { ImageRecord } from '@image-pipeline/image-records';
import type { SourceFacts } from './source-objects.ts';

/**
 * Whether a record tells of the object as it is now, by what S3 says of it without sending its bytes. A second write
 * within the same second that has the same ETag has the same bytes.
 *
 * @param facts `undefined` when there is no such object
 */
export const isUpToDate = (record: ImageRecord, facts: SourceFacts | undefined): boolean => {
  if (record.status === 'deleted' || facts === undefined) {
    return record.status === 'deleted' && facts === undefined;
  }
  const { source, uploadedAt } = record;
  return (
    source.eTag === facts.eTag &&
    source.versionId === facts.versionId &&
    uploadedAt === facts.uploadedAt.toISOString()
  );
};
