export type { AllowedExifName } from './exif/allowed-exif.ts';
export type { Camera } from './record/camera.ts';
export type { CapturedAt } from './record/capture-time.ts';
export type { Description } from './record/description.ts';
export { ImageMetadataError, OptionError } from './errors.ts';
export { extractMetadata, type ImageMetadata } from './extract-metadata.ts';
export type { ExtractOptions } from './options.ts';
export { locationPolicies, type Direction, type Location, type LocationPolicy } from './record/location.ts';
