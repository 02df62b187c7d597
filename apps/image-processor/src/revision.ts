import { createHash } from 'node:crypto';

/** What a rendering depends on. */
export interface RenderingIdentity {
  readonly sequencer: string;
  /** 0 from events; a reprocess raises it. */
  readonly generation: number;
  /** Of the recipes, the watermarks, the renderer and the limits that recipes depend on. */
  readonly fingerprint: string;
  /** Of the source's bytes, hex. Without it, two deliveries of one event that saw different bytes would collide. */
  readonly sha256: string;
}

/** 80 bits: two renderings of one image share a revision only if they would write the same bytes. */
const revisionLength = 20;

/** Names one rendering of an image, as 20 hex digits: the part of a variant's key that makes it immutable. */
export const revisionOf = ({ sequencer, generation, fingerprint, sha256 }: RenderingIdentity): string => {
  const identity = JSON.stringify([sequencer, generation, fingerprint, sha256]);
  return createHash('sha256').update(identity).digest('hex').slice(0, revisionLength);
};
