import type { ServiceDefinition, UntypedServiceImplementation } from '@grpc/grpc-js';
import empty from 'google-protobuf/google/protobuf/empty_pb.js';
import services from '@pulumi/pulumi/proto/resource_grpc_pb.js';
import messages from '@pulumi/pulumi/proto/resource_pb.js';
import type {
  RegisterResourceOutputsRequest,
  RegisterResourceRequest,
  ResourceInvokeRequest,
} from '@pulumi/pulumi/proto/resource_pb.js';
import { readProperties, writeProperties, writeState, type PropertyMap } from './property-values.ts';
import type { ResourceDeclaration, ResourceProvider } from './resource-provider.ts';
import { unary } from './unary.ts';
import { createUrn } from './urn.ts';

const { ResourceMonitorFeature: feature } = messages;

/** Only what is kept here is advertised, so that the SDK itself refuses what the program wants beyond it. */
const supportedFeatures = [
  feature.RESOURCE_MONITOR_FEATURE_SECRETS,
  feature.RESOURCE_MONITOR_FEATURE_RESOURCE_REFERENCES,
  feature.RESOURCE_MONITOR_FEATURE_ALIAS_SPECS,
  feature.RESOURCE_MONITOR_FEATURE_DELETED_WITH,
];

const stackType = 'pulumi:pulumi:Stack';

/** How many registrations the program may have under way at once. */
export const parallelism = 16;

export interface ResourceMonitor {
  readonly definition: ServiceDefinition;
  readonly implementation: UntypedServiceImplementation;
  /** What the program declared so far, components included, the stack excluded. */
  readonly resources: readonly ResourceDeclaration[];
  /** What the program exports; empty until it came to its end. */
  outputs(): PropertyMap;
  /** Whether the program came to its end. */
  finished(): boolean;
  /** Resolves when no registration is under way. */
  settled(): Promise<void>;
}

export interface MonitorOptions {
  readonly project: string;
  readonly stack: string;
  readonly organization: string;
  readonly provider: ResourceProvider;
  /** Called when the provider or the monitor itself refuses what the program asks for. */
  readonly onRefusal: (error: unknown) => void;
}

/** The half of Pulumi's engine that a program registers its resources with. */
export const createResourceMonitor = (options: MonitorOptions): ResourceMonitor => {
  const { project, stack, organization, provider, onRefusal } = options;
  const resources: ResourceDeclaration[] = [];
  const urns = new Set<string>();
  const underWay = new Set<Promise<unknown>>();
  let stackOutputs: PropertyMap = {};
  let finished = false;

  const reportRefusals =
    <Request, Response>(answer: (request: Request) => Response | Promise<Response>) =>
    async (request: Request): Promise<Response> => {
      try {
        return await answer(request);
      } catch (error) {
        onRefusal(error);
        throw error;
      }
    };

  const deploymentInfo = () => {
    const info = new messages.DeploymentInfo();
    info.setProject(project).setStack(stack).setOrganization(organization);
    return info.setDryrun(false).setParallel(parallelism).setSupportedfeaturesList(supportedFeatures);
  };

  const claimUrn = (request: RegisterResourceRequest): string => {
    const urn = createUrn({
      stack,
      project,
      type: request.getType(),
      name: request.getName(),
      parent: request.getParent(),
    });
    if (urns.has(urn)) throw new Error(`The program declares the resource ${urn} twice.`);
    urns.add(urn);
    return urn;
  };

  const registerResource = async (request: RegisterResourceRequest) => {
    refuseUnsupportedOptions(request);
    const urn = claimUrn(request);
    const response = new messages.RegisterResourceResponse().setUrn(urn).setObject(request.getObject());
    if (request.getType() === stackType) return response;
    const declaration = declarationOf(urn, request);
    resources.push(declaration);
    if (!request.getCustom()) return response;
    const { id, outputs } = await provider.create(declaration);
    return response.setId(id).setObject(writeState(request.getObject(), outputs));
  };

  const tracked =
    <Request, Response>(answer: (request: Request) => Promise<Response>) =>
    (request: Request): Promise<Response> => {
      const answering = answer(request);
      const entry = answering.catch(() => undefined).finally(() => underWay.delete(entry));
      underWay.add(entry);
      return answering;
    };

  const implementation = {
    getDeploymentInfo: unary(deploymentInfo),
    registerPackage: unary(() => new messages.RegisterPackageResponse().setRef('local')),
    registerResource: unary(reportRefusals(tracked(registerResource))),
    registerResourceOutputs: unary((request: RegisterResourceOutputsRequest) => {
      if (request.getUrn().split('::')[2] === stackType) stackOutputs = readProperties(request.getOutputs());
      return new empty.Empty();
    }),
    invoke: unary(
      reportRefusals(async (request: ResourceInvokeRequest) => {
        const result = await provider.invoke(request.getTok(), readProperties(request.getArgs()));
        return new messages.ResourceInvokeResponse().setReturn(writeProperties(result));
      }),
    ),
    readResource: unary(
      reportRefusals((request: { getType(): string; getName(): string }) => {
        throw new Error(
          `The program looks up the existing ${request.getType()} ${request.getName()}; nothing exists here but what it declares.`,
        );
      }),
    ),
    call: unary(
      reportRefusals((request: { getTok(): string }) => {
        throw new Error(
          `The program calls the method ${request.getTok()} of a resource, which cannot be done here.`,
        );
      }),
    ),
    signalAndWaitForShutdown: unary(() => {
      finished = true;
      return new empty.Empty();
    }),
  };

  return {
    definition: services.ResourceMonitorService as unknown as ServiceDefinition,
    implementation,
    resources,
    outputs: () => stackOutputs,
    finished: () => finished,
    settled: async () => {
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
};

const refuseUnsupportedOptions = (request: RegisterResourceRequest): void => {
  const what = `${request.getType()} ${request.getName()}`;
  if (request.getRemote())
    throw new Error(`${what} is a component of another package, which cannot run here.`);
  if (request.getImportid()) throw new Error(`${what} is to be imported; nothing exists here to import.`);
};

const declarationOf = (urn: string, request: RegisterResourceRequest): ResourceDeclaration => ({
  urn,
  type: request.getType(),
  name: request.getName(),
  ...(request.getParent() !== '' && { parent: request.getParent() }),
  inputs: readProperties(request.getObject()),
  dependencies: [...new Set(request.getDependenciesList())].sort(),
  ...(request.getProtect() === true && { protect: true }),
});
