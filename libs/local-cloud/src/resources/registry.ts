import type { ResourceDeclaration } from '../engine/resource-provider.ts';
import { bucketCorsConfiguration } from './bucket-cors-configuration.ts';
import { bucketNotification } from './bucket-notification.ts';
import { bucketPolicy } from './bucket-policy.ts';
import { bucket } from './bucket.ts';
import { cachePolicy } from './cache-policy.ts';
import { distribution } from './distribution.ts';
import { functionEventInvokeConfig } from './function-event-invoke-config.ts';
import { lambdaFunction } from './function.ts';
import { inertResources } from './inert-resources.ts';
import { originAccessControl } from './origin-access-control.ts';
import { permission } from './permission.ts';
import { queuePolicy } from './queue-policy.ts';
import { queue } from './queue.ts';
import { ResourceError } from './resource-error.ts';
import { responseHeadersPolicy } from './response-headers-policy.ts';
import type { ResourceHandler } from './resource-handler.ts';
import { rolePolicy } from './role-policy.ts';
import { role } from './role.ts';
import { table } from './table.ts';

const handlers: readonly ResourceHandler[] = [
  bucket,
  bucketCorsConfiguration,
  bucketNotification,
  bucketPolicy,
  table,
  queue,
  queuePolicy,
  role,
  rolePolicy,
  lambdaFunction,
  permission,
  functionEventInvokeConfig,
  originAccessControl,
  cachePolicy,
  responseHeadersPolicy,
  distribution,
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
