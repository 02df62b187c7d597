import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { LocalCloudOptionError, PortInUseError } from '../errors.ts';

/** An HTTP server of this machine alone, whose address is known before it has anything to say. */
export interface LoopbackServer {
  /** `http://127.0.0.1:PORT`. */
  readonly url: string;
  /** Answers requests from now on; those that came before have waited. */
  serve(listener: RequestListener): void;
  /** Cuts every connection. */
  close(): Promise<void>;
}

/**
 * @param port 0 for any that is free
 * @param option name of the option that chose the port, for the error
 * @throws PortInUseError, LocalCloudOptionError
 */
export const bindLoopback = async (port: number, option: string): Promise<LoopbackServer> => {
  const ready = Promise.withResolvers<RequestListener>();
  const server = createServer((request, response) => {
    void ready.promise.then((listener) => listener(request, response));
  });
  server.listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE') throw new PortInUseError(port, option, cause);
    throw new LocalCloudOptionError(
      'invalid-option',
      `Port ${port} of 127.0.0.1 cannot be used: ${message}.`,
      {
        remedy: `Choose another by the option ${option}.`,
        context: { port, option },
        cause,
      },
    );
  }
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    serve: (listener) => ready.resolve(listener),
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
};
