import { createRenderer } from '@image-pipeline/image-transform';
import type { Settings } from '../settings.ts';

/** What the composition root makes of settings. */
export const deployed = (settings: Settings) => ({
  settings,
  renderer: createRenderer(settings.recipes, settings),
});
