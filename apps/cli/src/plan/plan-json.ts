import type { Plan } from '@image-pipeline/local-cloud';

/** The plan for scripts: one line per resource in the order of their declaration, then one with the stack's outputs. */
export const planJson = ({ resources, outputs }: Plan): string[] => [
  ...resources.map(({ urn, type, name, parent, inputs, dependencies }) =>
    JSON.stringify({ urn, type, name, parent, inputs, dependencies }),
  ),
  JSON.stringify({ outputs }),
];
