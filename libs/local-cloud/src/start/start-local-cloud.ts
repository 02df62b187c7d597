import type { CloudWatch } from '../cloudwatch/cloudwatch.ts';
import { evaluateProgram, type Evaluation } from '../engine/evaluate-program.ts';
import { readProject } from '../engine/project-file.ts';
import type { PropertyMap } from '../engine/property-values.ts';
import type { ResourceDeclaration } from '../engine/resource-provider.ts';
import { readConfiguration } from '../engine/stack-configuration.ts';
import { bindLoopback } from '../http/loopback-server.ts';
import { rootCredentials, type Credentials } from '../iam/credential-store.ts';
import { lockDataFolder } from '../machine/data-folder-lock.ts';
import { createLocalProvider } from '../resources/local-provider.ts';
import type { InertDeclaration } from '../resources/resource-handler.ts';
import type { Services } from './create-services.ts';
import { parseLocalCloudOptions, type LocalCloudOptions, type Settings } from './local-cloud-options.ts';
import { accountOf } from './stack-account.ts';

/** A program whose resources exist on this machine. */
export interface LocalCloud {
  /** Address of S3, DynamoDB, SQS and Lambda, such as `http://127.0.0.1:4566`. */
  readonly endpoint: string;
  /** Address of the first distribution. */
  readonly cdnUrl: string;
  readonly region: string;
  /** 12 digits. */
  readonly accountId: string;
  /** The developer's key, which may do everything. */
  readonly credentials: Credentials;
  /** The stack's outputs. */
  readonly outputs: PropertyMap;
  readonly resources: readonly ResourceDeclaration[];
  /** What the program declares and has no effect here, with the reason. */
  readonly inert: readonly InertDeclaration[];
  /** What the functions wrote and measured since the start, bounded; the metrics they embed in their logs included. */
  readonly logs: CloudWatch['logs'];
  readonly metrics: CloudWatch['metrics'];
  /** Resolves when no event is on its way and no function runs. */
  idle(): Promise<void>;
  /** Ends everything; what was on its way is on its way again with the next start. Further calls wait for the first. */
  close(): Promise<void>;
}

/**
 * Evaluates a Pulumi program and makes its resources exist on this machine.
 * @throws LocalCloudOptionError for an option that is unknown or malformed
 * @throws PortInUseError, DataFolderInUseError, DataFolderUnusableError before anything is started
 * @throws ProjectError when project, stack or configuration is missing or wrong
 * @throws ProgramFailedError when the program throws, or declares what cannot be made
 */
export const startLocalCloud = async (options: LocalCloudOptions): Promise<LocalCloud> => {
  const settings = parseLocalCloudOptions(options);
  const opened = new AsyncDisposableStack();
  try {
    return await start(settings, opened);
  } catch (error) {
    await opened.disposeAsync();
    throw error;
  }
};

const start = async (settings: Settings, opened: AsyncDisposableStack): Promise<LocalCloud> => {
  const { programDir, stack, dataDir, signal } = settings;
  signal?.throwIfAborted();

  const lock = lockDataFolder(dataDir);
  opened.defer(() => lock.release());
  const gateway = await bindLoopback(settings.port, 'port');
  opened.defer(() => gateway.close());
  const cdn = await bindLoopback(settings.cdnPort, 'cdnPort');
  opened.defer(() => cdn.close());

  const addresses = { endpoint: gateway.url, cdn: cdn.url };
  const project = await readProject(programDir);
  const configuration = await readConfiguration(project, stack, settings.config(addresses));
  const account = accountOf(configuration);

  const onFailure = (error: unknown) =>
    settings.onDiagnostic({
      severity: 'error',
      message: error instanceof Error ? (error.stack ?? error.message) : String(error),
    });
  const services = import('./create-services.ts').then(({ createServices }) =>
    createServices({ ...settings, account, gateway, cdn, onFailure }, opened),
  );
  const provider = createLocalProvider(
    account,
    services.then((running) => ({
      ...running,
      account,
      programDir: project.programDir,
    })),
  );
  const [running, { resources, outputs }] = await together<Services, Evaluation>(
    services,
    evaluateProgram({ ...settings, project, configuration, provider }),
  );
  signal?.throwIfAborted();
  running.resume();

  let closed: Promise<void> | undefined;
  return {
    endpoint: gateway.url,
    cdnUrl: cdn.url,
    region: account.region,
    accountId: account.accountId,
    credentials: rootCredentials,
    outputs,
    resources,
    inert: provider.inert(),
    logs: running.cloudwatch.logs,
    metrics: running.cloudwatch.metrics,
    idle: () => running.idle(),
    close: () => (closed ??= opened.disposeAsync()),
  };
};

/** Waits for both even when one fails, so that nothing is opened any more when what was opened is closed. */
const together = async <One, Other>(one: Promise<One>, other: Promise<Other>): Promise<[One, Other]> => {
  await Promise.allSettled([one, other]);
  return [await one, await other];
};
