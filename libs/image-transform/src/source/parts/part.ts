import type { Size } from '../../geometry/size.ts';

/** One thing that a decoder looks at before it comes to pixels. */
export interface Part {
  readonly kind: 'frame' | 'metadata';
  /** What a decoder reads or keeps of it, at the most. */
  readonly bytes: number;
  /** Of a frame, where it is told and dear to find out otherwise; as it lies in the file, before any turn. */
  readonly size?: Size;
}

/** Walks through a file as far as a decoder does when it reads the header, and stops where the file makes no sense. */
export type PartsOf = (file: Buffer) => Iterable<Part>;

export const frame: Part = { kind: 'frame', bytes: 0 };

export const metadata = (bytes: number): Part => ({ kind: 'metadata', bytes });
