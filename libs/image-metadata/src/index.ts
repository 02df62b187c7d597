export type { AllowedExifName } from './allowed-exif.ts';
export type { Camera } from './camera.ts';
export type { CapturedAt } from './capture-time.ts';
export type { Description } from './description.ts';
export { ImageMetadataError, OptionError } from './errors.ts';
export { extractMetadata, type ImageMetadata } from './extract-metadata.ts';
export type { Direction, Location } from './location.ts';
export { locationPolicies, type ExtractOptions, type LocationPolicy } from './options.ts';
