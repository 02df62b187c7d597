/**
 * What of an image record is needed to show the image. A `ReadyRecord` of `@image-pipeline/image-records` is one, and
 * so is what is left of it after a trip through JSON; whatever else it has is passed over.
 */
export interface ResponsiveRecord {
  /** Of the source, pixels, after orientation. */
  readonly width: number;
  /** Of the source, pixels, after orientation. */
  readonly height: number;
  /** `#rrggbb`. */
  readonly dominantColor: string;
  /** Base64. */
  readonly thumbhash: string;
  /** Whether a pixel is transparent: it decides where it is told. */
  readonly hasTransparency?: boolean;
  /** Whether a pixel could be: many programs give every PNG an alpha channel. It decides for records without the other. */
  readonly hasAlpha?: boolean;
  readonly variants: readonly ResponsiveVariant[];
}

/** One rendering of the image that a browser may choose. */
export interface ResponsiveVariant {
  /** Such as `small`. */
  readonly name: string;
  /** Such as `webp`. A format that is not in `htmlFormats` is passed over: records outlive this list. */
  readonly format: string;
  /** Pixels. */
  readonly width: number;
  /** Pixels. */
  readonly height: number;
  /** Absolute, `http:` or `https:`. */
  readonly cdnUrl: string;
}
