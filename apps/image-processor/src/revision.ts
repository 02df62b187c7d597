import { parseRevision, revisionName, type PlaceInOrder } from '@image-pipeline/image-records';
import { createHash } from 'node:crypto';

/** What decides the bytes of an image's variants. */
export interface RenderingInput {
  /** Of the recipes, the watermarks, the renderer and the limits that recipes depend on. */
  readonly fingerprint: string;
  /** Of the source's bytes, hex. Without it, two deliveries of one event that saw different bytes would collide. */
  readonly sha256: string;
}

/** 80 bits: two renderings of one image share a content only if they would write the same bytes. */
const contentLength = 20;

/** Names one rendering of an image: the part of a variant's key that makes it immutable. */
export const revisionOf = ({ sequencer, generation }: PlaceInOrder, input: RenderingInput): string =>
  revisionName({ sequencer, generation, content: contentOf(input) });

/** Whether a revision is a rendering of this, made for whatever event. */
export const isRenderingOf = (revision: string, input: RenderingInput): boolean =>
  parseRevision(revision)?.content === contentOf(input);

const contentOf = ({ fingerprint, sha256 }: RenderingInput): string =>
  createHash('sha256')
    .update(JSON.stringify([fingerprint, sha256]))
    .digest('hex')
    .slice(0, contentLength);
