import * as pulumi from '@pulumi/pulumi';
import type { RegisterResourceRequest } from '@pulumi/pulumi/proto/resource_pb.js';
import imagePipeline from '../index.ts';
import { cloudAnswers } from './cloud-answers.ts';
import { projectFile } from './stack-configuration.ts';

/** A resource that the program registered. */
export interface RegisteredResource {
  readonly type: string;
  readonly name: string;
  // The inputs of two dozen types of resources; each test knows the one it looks at.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly inputs: any;
  /** `type name` of every resource that has to exist first. */
  readonly dependencies: readonly string[];
  /** Whether Pulumi refuses to delete it. */
  readonly protected: boolean;
}

export interface Evaluation {
  readonly resources: readonly RegisteredResource[];
  readonly outputs: Readonly<Record<string, unknown>>;
  /** The one resource of this type and name. */
  find(type: string, name: string): RegisteredResource;
  all(type: string): readonly RegisteredResource[];
}

/**
 * Runs the program in front of a monitor that records what is registered and answers as AWS would.
 * Without Pulumi's stack resource, which ends the process when the program fails.
 */
export const evaluateProgram = async (stack: string, config: Record<string, string>): Promise<Evaluation> => {
  const resources = await recordRegistrations(stack, config);
  const outputs = await resolved(await imagePipeline());
  await pulumi.runtime.disconnect();
  return { resources, outputs, ...lookups(resources) };
};

/** What a program that refuses to go on throws, and what it has registered by then. */
export const refusalOf = async (stack: string, config: Record<string, string>) => {
  const resources = await recordRegistrations(stack, config);
  const error: unknown = await imagePipeline().then(
    () => undefined,
    (reason: unknown) => reason,
  );
  await pulumi.runtime.disconnect();
  return { error, resources };
};

const resolved = <T>(value: T) =>
  new Promise<pulumi.Unwrap<T>>((resolve) => void pulumi.output(value).apply(resolve));

/** Pulumi's mocks are told type, name and inputs only; order and protection are in the request before them. */
const recordRegistrations = async (
  stack: string,
  config: Record<string, string>,
): Promise<readonly RegisteredResource[]> => {
  await pulumi.runtime.setMocks(cloudAnswers, projectFile.name, stack, false, 'acme');
  pulumi.runtime.setAllConfig(config);
  const resources: RegisteredResource[] = [];
  const monitor = pulumi.runtime.getMonitor() as unknown as {
    registerResource(request: RegisterResourceRequest, callback: unknown): Promise<void>;
  };
  const register = monitor.registerResource.bind(monitor);
  monitor.registerResource = (request, callback) => {
    const inputs = request.getObject();
    resources.push({
      type: request.getType(),
      name: request.getName(),
      inputs: inputs === undefined ? {} : pulumi.runtime.deserializeProperties(inputs),
      dependencies: request.getDependenciesList().map(typeAndName),
      protected: request.getProtect() === true,
    });
    return register(request, callback);
  };
  return resources;
};

/** Of `urn:pulumi:<stack>::<project>::<types of the parents>$<type>::<name>`. */
const typeAndName = (urn: string): string => {
  const [, , types = '', name = ''] = urn.split('::');
  return `${types.split('$').at(-1)} ${name}`;
};

const lookups = (resources: readonly RegisteredResource[]): Pick<Evaluation, 'find' | 'all'> => {
  const all = (type: string) => resources.filter((resource) => resource.type === type);
  const find = (type: string, name: string) => {
    const [found, ...others] = all(type).filter((resource) => resource.name === name);
    if (found === undefined || others.length > 0) {
      throw new Error(
        `Expected one ${type} called ${name}, got ${found === undefined ? 0 : others.length + 1}`,
      );
    }
    return found;
  };
  return { all, find };
};
