import { evaluateProgram, type EvaluationOptions } from '../engine/evaluate-program.ts';
import { readProject } from '../engine/project-file.ts';
import type { PropertyMap } from '../engine/property-values.ts';
import type { ResourceDeclaration } from '../engine/resource-provider.ts';
import { readConfiguration, type Configuration } from '../engine/stack-configuration.ts';
import { answerDataSource } from '../resources/data-sources.ts';
import { findHandler } from '../resources/registry.ts';
import { accountOf } from './stack-account.ts';

export interface PlanOptions extends Pick<EvaluationOptions, 'signal' | 'timeoutMs' | 'onDiagnostic'> {
  /** Folder of Pulumi.yaml. */
  readonly programDir: string;
  readonly stack: string;
  /** Configuration over that of the stack's file; keys with or without a namespace. */
  readonly config?: Configuration;
}

export interface Plan {
  /** Components and resources: a component before its parts, a resource after what it depends on. */
  readonly resources: readonly ResourceDeclaration[];
  readonly outputs: PropertyMap;
}

/**
 * Evaluates a program with the configuration of a stack and makes nothing: what only AWS knows, such as ids and ARNs,
 * stands in as AWS would shape it. Neither account nor network is needed, and two plans of one program are equal.
 * @throws ProjectError when project, stack or configuration is missing or wrong
 * @throws ProgramFailedError when the program throws or declares a type that is not known here
 */
export const planProgram = async ({ programDir, stack, config, ...options }: PlanOptions): Promise<Plan> => {
  const project = await readProject(programDir);
  const configuration = await readConfiguration(project, stack, config);
  const account = accountOf(configuration);
  const { resources, outputs } = await evaluateProgram({
    ...options,
    project,
    stack,
    configuration,
    provider: {
      create: async (declaration) => findHandler(declaration).describe(declaration, account),
      invoke: async (token, args) => answerDataSource(token, args, account),
    },
  });
  return { resources: inOrder(resources), outputs };
};

/** Registrations arrive in whatever order the program's promises settle; their dependencies are always the same. */
const inOrder = (resources: readonly ResourceDeclaration[]): ResourceDeclaration[] => {
  const waiting = new Map(
    resources
      .toSorted((one, other) => (one.urn < other.urn ? -1 : 1))
      .map((resource) => [resource.urn, resource]),
  );
  const ordered: ResourceDeclaration[] = [];
  const place = (urn: string): void => {
    const resource = waiting.get(urn);
    if (resource === undefined) return;
    waiting.delete(urn);
    if (resource.parent !== undefined) place(resource.parent);
    resource.dependencies.forEach(place);
    ordered.push(resource);
  };
  [...waiting.keys()].forEach(place);
  return ordered;
};
