import type { Placement } from '../../geometry/placement.ts';
import type { VariantFormat } from '../../recipes/formats/format-table.ts';
import type { FileRecipe } from '../../recipes/recipe.ts';

export interface PlannedVariant {
  readonly recipe: FileRecipe;
  readonly placement: Placement;
  /** Whether the picture is made smaller. */
  readonly reduced: boolean;
  /** How many frames of the source it plays; 1 for a still picture. */
  readonly frames: number;
}

/** A variant that a recipe asks for and that is not made, since encoding it would cost too much. */
export interface SkippedVariant {
  /** The recipe's. */
  readonly name: string;
  readonly format: VariantFormat;
  /** `time`: the AVIFs together would take too long. `memory`: this one would take too much. */
  readonly reason: 'time' | 'memory';
}
