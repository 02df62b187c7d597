/** A file whose pixels are there as far as can be told without decoding them. */
export interface WholeFile {
  /** The file, or a copy of it with which a decoder does what viewers do. */
  readonly bytes: Uint8Array;
  /** Whether a decoder's warnings are to be taken for damage: in most files they are none. */
  readonly isDoubtful: boolean;
  /** All that is to be seen of a picture whose decoder fills up the rest instead of leaving it clear. */
  readonly shown?: Region;
}

/** A part of a picture, in pixels from its upper left corner. */
export interface Region {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Pixels that are not all there: the reason, which becomes the cause of a rejection as `corrupt`. */
export class DamagedPixelsError extends Error {
  override readonly name = 'DamagedPixelsError';
}
