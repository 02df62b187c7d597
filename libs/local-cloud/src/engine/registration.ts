import type { RegisterResourceRequest } from '@pulumi/pulumi/proto/resource_pb.js';
import { UnsupportedByEngineError } from './engine-errors.ts';
import { readProperties } from './property-values.ts';
import type { ResourceDeclaration } from './resource-provider.ts';
import { createUrn } from './urn.ts';

/**
 * What the program declares of one resource.
 * @throws UnsupportedByEngineError for a component of another package and for an import
 */
export const readRegistration = (
  request: RegisterResourceRequest,
  { project, stack }: { readonly project: string; readonly stack: string },
): ResourceDeclaration => {
  const [type, name, parent] = [request.getType(), request.getName(), request.getParent()];
  if (request.getRemote()) {
    throw new UnsupportedByEngineError(
      `${type} ${name} is a component of another package, which cannot run here.`,
    );
  }
  if (request.getImportid()) {
    throw new UnsupportedByEngineError(`${type} ${name} is to be imported; nothing exists here to import.`);
  }
  return {
    urn: createUrn({ stack, project, type, name, parent }),
    type,
    name,
    ...(parent !== '' && { parent }),
    inputs: readProperties(request.getObject()),
    dependencies: [...new Set(request.getDependenciesList())].sort(),
    ...(request.getProtect() === true && { protect: true }),
  };
};
