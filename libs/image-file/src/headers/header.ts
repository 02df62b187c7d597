/** EXIF orientation (TIFF tag 0x0112): 1 is upright, 5 to 8 swap the sides. */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

/** Metadata as it lies in the file, unparsed: views of it wherever it lies in one piece. All of it is an uploader's text. */
export interface MetadataBlocks {
  /** A TIFF structure, perhaps behind `Exif\0\0`. Of a TIFF it is the file. */
  readonly exif?: Uint8Array;
  readonly xmp?: Uint8Array;
  /** Data sets of IPTC-IIM or, in a JPEG and perhaps in a PNG, image resources of Photoshop with these among them. */
  readonly iptc?: Uint8Array;
  readonly icc?: Uint8Array;
}

/** A colour space told by numbers of ITU-T H.273, as video tells it, instead of by an ICC profile. */
export interface CodePoints {
  /** H.273, table 2. */
  readonly primaries: number;
  /** H.273, table 3. */
  readonly transfer: number;
}

/** What the reader of one format finds in a file. */
export interface Header {
  /** Pixels as they lie in the file, before any turn that `orientation` tells. */
  readonly width: number;
  readonly height: number;
  readonly orientation: Orientation;
  /** Frames of an animation or pages of a document; 1 for a still image. */
  readonly pages: number;
  readonly hasAlpha: boolean;
  /** Of a TIFF whose pixels lie in tiles: a decoder has to be told to refuse damaged ones. */
  readonly inTiles?: boolean;
  readonly blocks: MetadataBlocks;
  readonly codePoints?: CodePoints;
  /** Of AVIF and HEIC: a grey picture of video's range, in which 16 of 255 is black and 235 is white. */
  readonly isLimitedGrey?: boolean;
}

/** A header that makes no picture: the reason, which becomes the cause of a rejection as `corrupt`. */
export class HeaderError extends Error {
  override readonly name = 'HeaderError';
}
