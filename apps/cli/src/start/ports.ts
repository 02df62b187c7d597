import { once } from 'node:events';
import { createServer } from 'node:net';
import { errorCode } from '@image-pipeline/errors';
import { InvalidArgumentError } from 'commander';
import { UsageError } from '../errors.ts';

/** The last port there is, less one for the CDN, which is served on the next. */
const highestPort = 65_534;

/**
 * The value of `--port`: 1 to 65534, or 0 for any that are free.
 * @throws InvalidArgumentError of commander, which prints its words after the option's name
 */
export const parsePort = (value: string): number => {
  const port = /^\d{1,5}$/.test(value) ? Number(value) : Number.NaN;
  if (port <= highestPort) return port;
  throw new InvalidArgumentError(`Expected a port from 1 to ${highestPort}, or 0 for any that are free.`);
};

/**
 * Looks before the stack is started whether its ports are free; port 0 always is.
 * @throws UsageError port-in-use
 */
export const refuseBusyPorts = async (ports: readonly number[]): Promise<void> => {
  for (const port of ports) {
    const server = createServer().listen(port, '127.0.0.1');
    await once(server, 'listening').catch((cause: unknown) => {
      throw portError(port, cause);
    });
    server.close();
    await once(server, 'close');
  }
};

const portError = (port: number, cause: unknown): UsageError => {
  const code = errorCode(cause);
  const state =
    code === 'EADDRINUSE' ? 'is in use by another program' : `cannot be used (${String(code ?? cause)})`;
  return new UsageError({
    code: 'port-in-use',
    problem: `Port ${port} ${state}.`,
    remedy: 'Stop that program, or choose other ports: imgpipe start --port 4600 takes 4600 and 4601.',
    context: { port },
    cause,
  });
};
