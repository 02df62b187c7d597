import { isRenderingOf, type ListedRecord } from '@image-pipeline/image-records';
import { deployedFingerprint } from '../function/deployed-fingerprint.ts';
import type { Stack } from '../stack/connect-stack.ts';

/** Which images are wanted; all conditions must hold. */
export interface ImageFilter {
  readonly status?: ListedRecord['status'] | undefined;
  /** The code of a rejection, such as `too-many-pixels`. */
  readonly rejected?: string | undefined;
  /** Ready images that were not rendered by what is deployed now. */
  readonly outdated?: boolean | undefined;
  /** Uploaded at this time or later. */
  readonly since?: Date | undefined;
}

/** Records that a request to the table answers with at most. */
const pageSize = 200;

/**
 * Walks through the images of a stack, newest upload first, a page at a time: memory stays bounded, however many there
 * are. What is overwritten meanwhile moves to the front and is not met again.
 * @throws what the table or, for `outdated`, the function answers
 */
export async function* listImages(
  stack: Pick<Stack, 'clients' | 'outputs' | 'records'>,
  filter: ImageFilter = {},
): AsyncGenerator<ListedRecord> {
  const isWanted = matcherOf(filter, filter.outdated ? await deployedFingerprint(stack) : '');
  const since = filter.since?.toISOString() ?? '';
  let cursor: string | undefined;
  do {
    const page = await stack.records.list({ limit: pageSize, ...(cursor !== undefined && { cursor }) });
    for (const record of page.records) {
      if (record.uploadedAt < since) return;
      if (isWanted(record)) yield record;
    }
    ({ cursor } = page);
  } while (cursor !== undefined);
}

const matcherOf =
  ({ status, rejected, outdated }: ImageFilter, fingerprint: string) =>
  (record: ListedRecord): boolean =>
    (status === undefined || record.status === status) &&
    (rejected === undefined || (record.status === 'rejected' && record.rejection.code === rejected)) &&
    (!outdated || isOutdated(record, fingerprint));

/** Whether a record was made by another deployment than that of the fingerprint. A rejection does not tell. */
export const isOutdated = (record: ListedRecord, fingerprint: string): boolean => {
  if (record.status !== 'ready') return false;
  return !isRenderingOf(record.revision, { fingerprint, sha256: record.source.sha256 ?? '' });
};
