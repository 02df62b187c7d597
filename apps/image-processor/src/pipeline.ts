import type { ImageRecordRepository } from '@image-pipeline/image-records';
import type { Renderer } from '@image-pipeline/image-transform';
import type { Settings } from './settings.ts';
import type { SourceObjects } from './source-objects.ts';
import type { VariantStore } from './variant-store.ts';

/** What the use case works with; the composition root decides on the implementations. */
export interface Pipeline {
  readonly settings: Settings;
  /** Made of the settings, once for all images. */
  readonly renderer: Renderer;
  readonly sources: SourceObjects;
  readonly variants: VariantStore;
  readonly records: ImageRecordRepository;
}
