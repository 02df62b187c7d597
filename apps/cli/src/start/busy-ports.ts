import { once } from 'node:events';
import { createServer } from 'node:net';
import { UsageError } from '../errors.ts';

/**
 * Looks before the stack is started whether its ports are free; port 0 always is.
 * @throws UsageError port-in-use
 */
export const refuseBusyPorts = async (ports: readonly number[]): Promise<void> => {
  for (const port of ports) {
    if (port !== 0) await refuseBusyPort(port);
  }
};

const refuseBusyPort = async (port: number): Promise<void> => {
  const server = createServer();
  try {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    server.close();
    await once(server, 'close');
  } catch (cause) {
    throw portError(port, cause as NodeJS.ErrnoException);
  }
};

const portError = (port: number, cause: NodeJS.ErrnoException): UsageError => {
  const problem =
    cause.code === 'EADDRINUSE'
      ? 'is in use by another program'
      : `cannot be used (${cause.code ?? cause.message})`;
  return new UsageError(`Port ${port} ${problem}.`, {
    code: 'port-in-use',
    remedy: 'Stop that program, or choose other ports: imgpipe start --port 4600 takes 4600 and 4601.',
    context: { port },
    cause,
  });
};
