import { planProgram } from '@image-pipeline/local-cloud';
import { programDir } from '../checkout-paths.ts';
import type { CommandContext } from '../command/command-context.ts';
import type { CommonOptions } from '../command/common-options.ts';
import { createStackNotes } from '../stack/stack-notes.ts';
import { planJson } from './plan-json.ts';
import { planText } from './plan-text.ts';

/** What `imgpipe plan` can be asked for. */
export interface PlanOptions extends CommonOptions {
  /** Such as `dev`. */
  readonly stack: string;
  /** One JSON value per resource instead of text. */
  readonly json?: boolean;
}

/**
 * Evaluates the program as the stack configures it and prints what it declares.
 * @throws unknown-stack of the local cloud, which is wrong usage; what the program throws
 */
export const printPlan = async (
  { stack, json, verbose }: PlanOptions,
  { output, shutdown }: CommandContext,
): Promise<void> => {
  const { onDiagnostic } = createStackNotes(output, verbose);
  const program = await planProgram({ programDir, stack, onDiagnostic, signal: shutdown.signal });
  for (const line of json ? planJson(program) : planText(program, output.colours)) output.line(line);
};
