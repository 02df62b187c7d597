import { bundleProcessor } from '@image-pipeline/image-processor/bundle';
import type { ImageRecordRepository } from '@image-pipeline/image-records';
import { startLocalCloud, type LocalCloud, type LocalCloudOptions } from '@image-pipeline/local-cloud';
import { connectStack, type StackClients, type StackOutputs } from '@image-pipeline/pipeline-operations';
import { programDir } from '../checkout-paths.ts';
import type { Step } from '../terminal/steps.ts';

/** How the stack runs; ports and delays as the local cloud takes them. */
export interface LocalStackOptions extends Pick<
  LocalCloudOptions,
  'port' | 'cdnPort' | 'retryDelaysMs' | 'onLog' | 'onDiagnostic'
> {
  /** Folder for everything the stack keeps; made when missing. */
  readonly dataDir: string;
  readonly step: Step;
  readonly signal: AbortSignal;
}

/** The Pulumi program as it runs on this machine, with clients to talk to it. */
export interface LocalStack {
  readonly cloud: LocalCloud;
  readonly outputs: StackOutputs;
  readonly clients: StackClients;
  readonly records: ImageRecordRepository;
  /** Ends its servers and processes; what it keeps stays in the folder. */
  close(): Promise<void>;
}

/** The stack's configuration file is `infra/Pulumi.local.yaml`. */
const stackName = 'local';

/**
 * Builds the function afresh, so that it is always the sources' state, and brings the stack up.
 * @throws what keeps the local cloud from starting; outputs-unexpected of pipeline-operations, after the cloud was closed again
 */
export const startLocalStack = async ({ step, ...options }: LocalStackOptions): Promise<LocalStack> => {
  await step('Bundle the function', bundleProcessor);
  options.signal.throwIfAborted();
  const cloud = await step('Start the stack', async () =>
    startLocalCloud({
      ...options,
      programDir,
      stack: stackName,
      config: ({ cdn }) => ({ publicBaseUrl: cdn }),
    }),
  );
  try {
    return connect(cloud);
  } catch (error) {
    await cloud.close();
    throw error;
  }
};

const connect = (cloud: LocalCloud): LocalStack => {
  const { close, ...stack } = connectStack(cloud);
  return {
    ...stack,
    cloud,
    async close() {
      close();
      await cloud.close();
    },
  };
};
