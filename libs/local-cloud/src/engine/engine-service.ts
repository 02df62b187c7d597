import type { ServiceDefinition, UntypedServiceImplementation } from '@grpc/grpc-js';
import services from '@pulumi/pulumi/proto/engine_grpc_pb.js';
import messages from '@pulumi/pulumi/proto/engine_pb.js';
import type { LogRequest, SetRootResourceRequest } from '@pulumi/pulumi/proto/engine_pb.js';
import empty from 'google-protobuf/google/protobuf/empty_pb.js';
import { unary } from './unary.ts';

/** Something the program or the SDK says: a `pulumi.log` call, a warning, an error, or a line of its console. */
export interface Diagnostic {
  readonly severity: 'debug' | 'info' | 'warning' | 'error';
  readonly message: string;
  /** URN of the resource it is about. */
  readonly urn?: string;
}

const severities = {
  [messages.LogSeverity.DEBUG]: 'debug',
  [messages.LogSeverity.INFO]: 'info',
  [messages.LogSeverity.WARNING]: 'warning',
  [messages.LogSeverity.ERROR]: 'error',
} as const;

/** The half of Pulumi's engine that a program logs to. */
export const createEngineService = (
  onDiagnostic: (diagnostic: Diagnostic) => void,
): { definition: ServiceDefinition; implementation: UntypedServiceImplementation } => {
  let rootUrn = '';
  return {
    definition: services.EngineService as unknown as ServiceDefinition,
    implementation: {
      log: unary((request: LogRequest) => {
        const urn = request.getUrn();
        onDiagnostic({
          severity: severities[request.getSeverity()],
          message: request.getMessage(),
          ...(urn !== '' && { urn }),
        });
        return new empty.Empty();
      }),
      getRootResource: unary(() => new messages.GetRootResourceResponse().setUrn(rootUrn)),
      setRootResource: unary((request: SetRootResourceRequest) => {
        rootUrn = request.getUrn();
        return new messages.SetRootResourceResponse();
      }),
      startDebugging: unary(() => new empty.Empty()),
      requirePulumiVersion: unary(() => new messages.RequirePulumiVersionResponse()),
    },
  };
};
