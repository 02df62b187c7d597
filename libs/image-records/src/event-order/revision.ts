import { createHash } from 'node:crypto';
import type { PlaceInOrder } from './record-order.ts';

/** What a revision's name tells: which event led to the rendering, and what it was made of. */
export interface Revision extends PlaceInOrder {
  /** Names source bytes, recipes and renderer: two renderings of the same content write the same bytes. */
  readonly content: string;
}

/** As `normaliseSequencer` spells it, a whole number, and a digest. */
const form = /^(0|[0-9A-F]{0,63}[1-9A-F])-(0|[1-9][0-9]{0,14})-([0-9a-z]+)$/;

/**
 * Names one rendering of an image: `<sequencer>-<generation>-<content>`, such as `0055AED6DCD90281E5-0-9c1d4f`.
 *
 * Its place in the order of events stands in the name, so that a variant's key alone tells whether a record can still
 * come to point to it: see `deadVariantKeys`.
 */
export const revisionName = ({ sequencer, generation, content }: Revision): string =>
  `${sequencer}-${generation}-${content}`;

/** What a name tells, or `undefined` when it was not made by `revisionName`. */
export const parseRevision = (name: string): Revision | undefined => {
  const [, sequencer, generation, content] = form.exec(name) ?? [];
  if (sequencer === undefined || generation === undefined || content === undefined) return undefined;
  return { sequencer, generation: Number(generation), content };
};

/** What decides the bytes of an image's variants. */
export interface RenderingInput {
  /** Of the recipes, the watermarks, the renderer and the limits that recipes depend on. */
  readonly fingerprint: string;
  /** Of the source's bytes, hex. Without it, two deliveries of one event that saw different bytes would collide. */
  readonly sha256: string;
}

/** 80 bits: two renderings of one image share a content only if they would write the same bytes. */
const contentLength = 20;

/** Names the bytes that a rendering writes, whatever event it is made for: 20 hexadecimal digits. */
export const contentOf = ({ fingerprint, sha256 }: RenderingInput): string =>
  createHash('sha256')
    .update(JSON.stringify([fingerprint, sha256]))
    .digest('hex')
    .slice(0, contentLength);

/** Whether a revision is a rendering of this, made for whatever event. */
export const isRenderingOf = (revision: string, input: RenderingInput): boolean =>
  parseRevision(revision)?.content === contentOf(input);
