import type { ResourceDeclaration } from '../engine/resource-provider.ts';
import { bucketResources } from './buckets.ts';
import { distributionResources } from './distributions.ts';
import { functionResources } from './functions.ts';
import { inertResources } from './inert-resources.ts';
import { queueResources } from './queues.ts';
import { ResourceError } from './resource-error.ts';
import type { ResourceHandler } from './resource-handler.ts';
import { roleResources } from './roles.ts';
import { table } from './table.ts';

const handlers: readonly ResourceHandler[] = [
  ...bucketResources,
  table,
  ...queueResources,
  ...roleResources,
  ...functionResources,
  ...distributionResources,
  ...inertResources,
];

/** Every type that is realised or inert. */
export const handledTypes: readonly string[] = handlers.map(({ type }) => type);

const handlerOf: ReadonlyMap<string, ResourceHandler> = new Map(
  handlers.map((handler) => [handler.type, handler]),
);

/** @throws ResourceError unsupported-type */
export const findHandler = ({ type, name }: Pick<ResourceDeclaration, 'type' | 'name'>): ResourceHandler => {
  const handler = handlerOf.get(type);
  if (handler !== undefined) return handler;
  throw new ResourceError('unsupported-type', `The local cloud does not know ${type}, the type of ${name}.`, {
    remedy:
      'Write a handler in libs/local-cloud/src/resources and list it in registry.ts, or, where it has no effect ' +
      'on this machine, add it to inert-resources.ts with the reason.',
    context: { type, name },
  });
};
