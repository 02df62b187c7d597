import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createDynalite } from './create-dynalite.ts';

/** A DynamoDB that listens on this machine alone. */
export interface RunningDynalite {
  /** Its address, for a client's `endpoint`. Any credentials will do. */
  readonly endpoint: string;
  /** Ends its connections, too. */
  close(): Promise<void>;
}

/** Starts a DynamoDB without tables on a free port of this machine; what it is given lives in memory. */
export const startDynalite = async (): Promise<RunningDynalite> => {
  const server = createDynalite().listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections();
      await new Promise<void>((resolve, reject) =>
        server.close((error) => (error ? reject(error) : resolve())),
      );
    },
  };
};
