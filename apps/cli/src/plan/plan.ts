import { planProgram } from '@image-pipeline/local-cloud';
import type { CommandContext } from '../commands/command-context.ts';
import type { CommonOptions } from '../commands/options.ts';
import { programDir } from '../repository.ts';
import { createStackNotes } from '../terminal/stack-notes.ts';
import { planJson } from './plan-json.ts';
import { planText } from './plan-text.ts';

export interface PlanOptions extends CommonOptions {
  readonly stack: string;
  readonly json?: boolean;
}

/** Evaluates the program as the stack configures it and prints what it declares. */
export const plan = async (
  { stack, json, verbose }: PlanOptions,
  { output, shutdown }: CommandContext,
): Promise<void> => {
  const { onDiagnostic } = createStackNotes(output, verbose);
  const program = await planProgram({ programDir, stack, onDiagnostic, signal: shutdown.signal });
  for (const line of json ? planJson(program) : planText(program, output.colours)) output.line(line);
};
