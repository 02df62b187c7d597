import { createImageRecordRepository, type ImageRecordRepository } from '@image-pipeline/image-records';
import { createStackClients, type StackAddress, type StackClients } from './stack-clients.ts';
import { parseStackOutputs, type StackOutputs } from './stack-outputs.ts';

/** A stack to work with. */
export interface Stack {
  readonly outputs: StackOutputs;
  readonly clients: StackClients;
  readonly records: ImageRecordRepository;
  /** Closes connections; the stack goes on. */
  close(): void;
}

/** How to find a stack. */
export interface StackConnection extends Omit<StackAddress, 'region'> {
  /** As `pulumi stack output --json` prints them. */
  readonly outputs: unknown;
}

/**
 * Clients for a stack on this machine or a deployed one. Nothing is asked of it yet.
 * @throws UnexpectedOutputsError
 */
export const connectStack = ({ outputs: given, ...address }: StackConnection): Stack => {
  const outputs = parseStackOutputs(given);
  const clients = createStackClients({ ...address, region: outputs.region });
  return {
    outputs,
    clients,
    records: createImageRecordRepository({
      client: clients.dynamodb,
      tableName: outputs.tableName,
      indexName: outputs.tableIndexName,
    }),
    close: () => clients.destroy(),
  };
};
