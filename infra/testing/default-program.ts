import { evaluateProgram, refusalOf, type Evaluation } from './evaluate-program.ts';

let evaluation: Promise<Evaluation> | undefined;

/** The program of stack dev with every setting at its default; evaluated once per test file. */
export const defaultProgram = (): Promise<Evaluation> => (evaluation ??= evaluateProgram('dev', {}));

/** The program of stack dev with some settings, everything else at its default. */
export const programWith = (settings: Record<string, string>): Promise<Evaluation> =>
  evaluateProgram('dev', inNamespace(settings));

/** What the program of stack dev throws at such settings. Nothing may be registered by then. */
export const refusalWith = async (settings: Record<string, string>): Promise<unknown> => {
  const { error, resources } = await refusalOf('dev', inNamespace(settings));
  expect(resources).toEqual([]);
  return error;
};

const inNamespace = (settings: Record<string, string>) =>
  Object.fromEntries(Object.entries(settings).map(([key, value]) => [`image-pipeline:${key}`, value]));
