import { blockCounter } from './count-blocks.ts';
import type { JpegFrame } from './jpeg-frame.ts';
import type { JpegHead } from './jpeg-head.ts';
import type { JpegScan } from './jpeg-scans.ts';
import { isHoley } from './scan-holes.ts';
import { DamagedPixelsError } from './whole-file.ts';

/** Why blocks are counted: the end of the pixels is not marked, or segments or pixels may be lost. */
export interface Suspicion {
  readonly isCut: boolean;
  readonly hasGap: boolean;
  readonly hasHole: boolean;
}

/** libvips reads no more of a progressive picture: each can fill it with a few bytes. */
const mostScans = 100;

/**
 * Counts the blocks of a JPEG's scans, as far as they may be damaged.
 * @returns `doubtful` where they cannot all be counted here, and a decoder's warnings have to be heard
 * @throws DamagedPixelsError when some are missing, or a hole makes more than there are
 */
export const requireBlocks = (
  head: JpegHead & { readonly frame: JpegFrame },
  scans: readonly JpegScan[],
  { isCut, hasGap, hasHole }: Suspicion,
): 'counted' | 'doubtful' => {
  const { frame } = head;
  const isProgressive = frame.coding === 'progressive';
  if (isProgressive && scans.length > mostScans) return 'doubtful';
  const count = blockCounter(head);
  const wanted = isProgressive ? (hasGap ? scans : suspects(scans)) : scans.slice(0, frame.components.length);
  // The last scan of a progressive picture stands upon all others: of that one its decoder tells before it hands over a row.
  let outcome: 'counted' | 'doubtful' = isProgressive && isCut ? 'doubtful' : 'counted';
  for (const scan of wanted) {
    const behind = count(scan);
    if (behind === 'no tables' && !hasGap && !hasHole) outcome = 'doubtful';
    else if (typeof behind === 'string') throw new DamagedPixelsError(`JPEG: ${behind}`);
    else if ((hasGap || hasHole) && behind > 0) throw new DamagedPixelsError('JPEG: more than its blocks');
  }
  return outcome;
};

/** Those with holes, and the ones that a hollow refinement of coefficients adds to. */
const suspects = (scans: readonly JpegScan[]): readonly JpegScan[] => {
  const refined = scans.filter((scan) => scan.isRefinement && scan.from > 0 && isHoley(scan));
  const needed = new Set(refined.flatMap(({ components }) => components.map(({ id }) => id)));
  return scans.filter(
    (scan) => isHoley(scan) || (scan.from > 0 && scan.components.some(({ id }) => needed.has(id))),
  );
};
