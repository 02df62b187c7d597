import type { ImageRecord, ImageRecordRepository } from '@image-pipeline/image-records';
import type { VariantStore } from './variant-store.ts';

/**
 * Commits a record whose variants are stored, then removes the variants that no record points to any more:
 *
 *   committed    the replaced record's revision is removed
 *   superseded   a record of an equal or newer event stands; our own revision is removed, unless it is that record's
 *
 * A revision is removed only after the record that points to it is replaced, so readers never follow a record to a
 * variant that is gone. Cut off between the two, the replaced variants are left behind: a retry finds its own record
 * and no longer knows them. They cost storage and nothing points to them, but only a sweep of the bucket finds them.
 *
 * @throws what the table or the bucket answered
 */
export const commitRecord = async (
  { records, variants }: { readonly records: ImageRecordRepository; readonly variants: VariantStore },
  record: ImageRecord,
): Promise<'committed' | 'superseded'> => {
  const result = await records.commit(record);
  const [standing, obsolete] =
    result.outcome === 'committed' ? [record, result.replaced] : [result.current, record];
  await variants.remove(variantKeysOnlyIn(obsolete, standing));
  return result.outcome;
};

const variantKeysOnlyIn = (obsolete: ImageRecord | undefined, standing: ImageRecord): readonly string[] => {
  const kept = new Set(variantKeysOf(standing));
  return variantKeysOf(obsolete).filter((key) => !kept.has(key));
};

const variantKeysOf = (record: ImageRecord | undefined): readonly string[] =>
  record?.status === 'ready' ? record.variants.map(({ key }) => key) : [];
