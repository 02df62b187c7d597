/** Everything known about one image: one item of the table. `status` says which of the three it is. */
export type ImageRecord = ReadyRecord | RejectedRecord | DeletedRecord;

/** A record that `list` shows: of an image whose source is there. */
export type ListedRecord = ReadyRecord | RejectedRecord;

interface RecordBase {
  /** `imageIdOf(source)`. */
  readonly imageId: string;
  /** Of the event that led to this record, as `normaliseSequencer` spells it. */
  readonly sequencer: string;
  /** 0 from events; each reprocess of the same object raises it by one. */
  readonly generation: number;
  /** UTC instant such as `2024-05-01T08:00:00.000Z`. */
  readonly processedAt: string;
  /** Milliseconds from the event's arrival to this record. */
  readonly durationMs: number;
}

/** All variants are stored, and every one of them is there for as long as this record is. */
export interface ReadyRecord extends RecordBase {
  readonly status: 'ready';
  readonly source: SourceObject;
  /** UTC instant at which S3 says the source was written. Listing goes by it. */
  readonly uploadedAt: string;
  /** Names this rendering; part of every variant's key. */
  readonly revision: string;
  /** Pixels, after orientation. */
  readonly width: number;
  /** Pixels, after orientation. */
  readonly height: number;
  /** Of the source, such as `jpeg`. Text and no fixed list: readers outlive the list of formats. */
  readonly format: string;
  /** Frames or pages of the source; 1 for a still picture. */
  readonly pages: number;
  readonly hasAlpha: boolean;
  readonly capturedAt?: CapturedAt;
  readonly camera?: Camera;
  readonly location?: Location;
  /** What people wrote into the file about it. */
  readonly description?: Description;
  /** Allow-listed EXIF tags by name. */
  readonly exif: Readonly<Record<string, string | number>>;
  /** `#rrggbb`. */
  readonly dominantColor: string;
  /** Base64. */
  readonly thumbhash: string;
  /** 16 hexadecimal digits, 64 bits: of the same photo, encoded or sized otherwise, few of them differ. */
  readonly perceptualHash?: string;
  /** Whether a pixel is transparent; `hasAlpha` says only that one could be. */
  readonly hasTransparency?: boolean;
  /** Whether the source is an animation and no document of several pages. */
  readonly isAnimated?: boolean;
  /** Whether an SVG has text that its variants do not show; absent when it has none, or nobody looked. */
  readonly textLeftOut?: boolean;
  readonly variants: readonly Variant[];
  /** What recipes ask for and was not made; absent when that is nothing. */
  readonly skippedVariants?: readonly SkippedVariant[];
}

/** The source cannot be processed: the same bytes would fail again. There are no variants. */
export interface RejectedRecord extends RecordBase {
  readonly status: 'rejected';
  readonly source: SourceObject;
  /** UTC instant at which S3 says the source was written. Listing goes by it. */
  readonly uploadedAt: string;
  readonly rejection: Rejection;
}

/** A tombstone: the source is gone. It holds off late events of the object's past until the table expires it. */
export interface DeletedRecord extends RecordBase {
  readonly status: 'deleted';
  readonly source: ObjectAddress;
  /** UTC instant. */
  readonly deletedAt: string;
  /** Whole seconds since 1970: DynamoDB removes the item after this, within a few days. */
  readonly expiresAt: number;
}

export interface ObjectAddress {
  readonly bucket: string;
  /** As S3 holds it, decoded. */
  readonly key: string;
}

/** The uploaded image as it was read. */
export interface SourceObject extends ObjectAddress {
  /** Where the bucket keeps versions. */
  readonly versionId?: string;
  /** Without quotes. */
  readonly eTag: string;
  /** Size. */
  readonly bytes: number;
  /** As sniffed from the bytes, such as `image/jpeg`; absent when they are no known image. */
  readonly contentType?: string;
  /** Of the bytes, 64 lower-case hexadecimal digits; absent when they were not read. */
  readonly sha256?: string;
}

/** When the picture was taken: an instant when its zone is known, else the time on the camera's clock. */
export type CapturedAt =
  | {
      /** Such as `2024-05-01T08:00:00.000Z`. */
      readonly instant: string;
    }
  | {
      /** Such as `2024-05-01T10:00:00.000`. */
      readonly local: string;
    };

export interface Camera {
  readonly make?: string;
  readonly model?: string;
  readonly lens?: string;
}

export interface Location {
  /** Degrees, -90 to 90, north positive. */
  readonly latitude: number;
  /** Degrees, -180 to 180, east positive. */
  readonly longitude: number;
  /** Metres above the sea. */
  readonly altitude?: number;
  readonly direction?: Direction;
}

/** Where the camera pointed. */
export interface Direction {
  /** Clockwise from north, 0 to below 360. */
  readonly degrees: number;
  /** Which north that is; absent when the file does not say. */
  readonly north?: 'true' | 'magnetic';
}

/** In people's own words: from EXIF, IPTC and XMP, whichever counts for each. Lists are not empty. */
export interface Description {
  readonly title?: string;
  readonly caption?: string;
  /** Names, in the file's order. */
  readonly creator?: readonly string[];
  readonly rights?: string;
  /** Each once, in the file's order. */
  readonly keywords?: readonly string[];
}

export interface Rejection {
  /** Machine-readable, such as `too-many-pixels`. */
  readonly code: string;
  /** For people. */
  readonly message: string;
}

/** One rendering of the image in the processed bucket. */
export interface Variant {
  /** Such as `thumb`. */
  readonly name: string;
  /** Such as `webp`. */
  readonly format: string;
  /** Pixels. */
  readonly width: number;
  /** Pixels. */
  readonly height: number;
  /** Of an animation that this variant plays; absent when it is a still picture. */
  readonly frames?: number;
  /** Size. */
  readonly bytes: number;
  /** In the processed bucket: below `<imageId>/<revision>/`. */
  readonly key: string;
  /** `s3://<processed bucket>/<key>`. */
  readonly s3Url: string;
  /** Under which the CDN serves it. */
  readonly cdnUrl: string;
}

/** An AVIF that would have taken more than the function has. */
export interface SkippedVariant {
  /** Such as `large`. */
  readonly name: string;
  /** Such as `avif`. */
  readonly format: string;
  /** Of which there was too little. */
  readonly reason: 'time' | 'memory';
}
