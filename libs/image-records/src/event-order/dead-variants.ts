import { parseRevision } from './revision.ts';
import { parseVariantKey } from '../identity/variant-key.ts';
import type { ImageRecord } from '../record/image-record.ts';
import { isNewer } from './record-order.ts';

/**
 * Of the variants stored for an image, those that no record points to nor ever will, told from their keys and the
 * record that stands: their revision is not its own, and is of no newer event or generation than it.
 *
 * Why they may be removed at any moment, whoever else is at work:
 * - A rendering is committed at the place in order that its revision is named after. At or below the record that
 *   stands, the table refuses it: what is not committed by now never will be.
 * - A record takes over the variants of another only where it replaces that very one (`commit` with `over`). So a
 *   revision that the record that stands does not have is had by none after it.
 *
 * What is of a newer event may belong to somebody who is about to commit it, and a name that `revisionName` did not
 * make to a release that names otherwise: both stay.
 *
 * @param keys of variants of the record's image; others are passed over
 * @param standing the record that the table holds, or held a moment ago: what is dead under it stays dead
 */
export const deadVariantKeys = (keys: readonly string[], standing: ImageRecord): readonly string[] => {
  const alive = new Set(standing.status === 'ready' ? standing.variants.map(({ key }) => key) : []);
  return keys.filter((key) => {
    const parts = parseVariantKey(key);
    const revision = parts?.imageId === standing.imageId ? parseRevision(parts.revision) : undefined;
    return revision !== undefined && !alive.has(key) && !isNewer(revision, standing);
  });
};
