import type { ServiceDefinition, UntypedServiceImplementation } from '@grpc/grpc-js';
import services from '@pulumi/pulumi/proto/resource_grpc_pb.js';
import messages from '@pulumi/pulumi/proto/resource_pb.js';
import type {
  RegisterResourceOutputsRequest,
  RegisterResourceRequest,
  ResourceInvokeRequest,
} from '@pulumi/pulumi/proto/resource_pb.js';
import empty from 'google-protobuf/google/protobuf/empty_pb.js';
import { organization, parallelism } from './deployment.ts';
import { UnsupportedByEngineError } from './engine-errors.ts';
import { readProperties, writeProperties, writeState, type PropertyMap } from './property-values.ts';
import { readRegistration } from './registration.ts';
import type { ResourceDeclaration, ResourceProvider } from './resource-provider.ts';
import { unary } from './unary.ts';
import { stackType } from './urn.ts';

const { ResourceMonitorFeature: feature } = messages;

/** Only what is kept here is advertised, so that the SDK itself refuses what the program wants beyond it. */
const supportedFeatures = [
  feature.RESOURCE_MONITOR_FEATURE_SECRETS,
  feature.RESOURCE_MONITOR_FEATURE_RESOURCE_REFERENCES,
  feature.RESOURCE_MONITOR_FEATURE_ALIAS_SPECS,
  feature.RESOURCE_MONITOR_FEATURE_DELETED_WITH,
];

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

interface MonitorOptions {
  readonly project: string;
  readonly stack: string;
  readonly provider: ResourceProvider;
  /** Called when the provider or the monitor itself refuses what the program asks for. */
  readonly onRefusal: (error: unknown) => void;
}

/** The half of Pulumi's engine that a program registers its resources with. */
export const createResourceMonitor = (options: MonitorOptions): ResourceMonitor => {
  const { project, stack, provider, onRefusal } = options;
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

  const registerResource = async (request: RegisterResourceRequest) => {
    const declaration = readRegistration(request, { stack, project });
    const { urn } = declaration;
    if (urns.has(urn)) throw new UnsupportedByEngineError(`The program declares the resource ${urn} twice.`);
    urns.add(urn);
    const response = new messages.RegisterResourceResponse().setUrn(urn).setObject(request.getObject());
    if (request.getType() === stackType) return response;
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
        throw new UnsupportedByEngineError(
          `The program looks up the existing ${request.getType()} ${request.getName()}; nothing exists here but what it declares.`,
        );
      }),
    ),
    call: unary(
      reportRefusals((request: { getTok(): string }) => {
        throw new UnsupportedByEngineError(
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
