export { startLocalCloud, type LocalCloud } from './start/start-local-cloud.ts';
export type { Addresses, LocalCloudOptions } from './start/local-cloud-options.ts';
export { planProgram, type Plan, type PlanOptions } from './start/plan-program.ts';

export type { Credentials } from './iam/credential-store.ts';
export type { Diagnostic } from './engine/engine-service.ts';
export type { PropertyMap, PropertyValue } from './engine/property-values.ts';
export type { ResourceDeclaration } from './engine/resource-provider.ts';
export type { Configuration } from './engine/stack-configuration.ts';
export type { InertDeclaration } from './resources/resource-handler.ts';
export type { CloudWatch } from './cloudwatch/cloudwatch.ts';
export type { LogLine } from './cloudwatch/log-line.ts';

export { ProgramFailedError, ProjectError } from './engine/engine-errors.ts';
export { ResourceError } from './resources/resource-error.ts';
export {
  DataFolderInUseError,
  DataFolderUnusableError,
  LocalCloudError,
  LocalCloudOptionError,
  PortInUseError,
  type ErrorContext,
} from './errors.ts';
