import { once } from 'node:events';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { createDynalite } from '@image-pipeline/dynalite';
import type { ServeCall, ServiceAnswer, ServiceCall } from '../http/service-call.ts';
import type { Account } from '../iam/account.ts';

export interface DynaliteServer {
  serve: ServeCall;
  close(): Promise<void>;
}

/**
 * Dynalite as a function from call to answer. It is an HTTP server that asks nobody for a key, so no connection ever
 * reaches it: it listens only because it closes its database as a listening server alone.
 */
export const startDynalite = async (dir: string, account: Account): Promise<DynaliteServer> => {
  const server = createServer(dir, account);
  server.on('connection', (socket) => socket.destroy());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    serve: (call) =>
      new Promise((resolve) =>
        server.emit('request', requestOf(call), new CapturedResponse(resolve).asResponse()),
      ),
    close: () =>
      new Promise((resolve, reject) => server.close((error) => (error ? reject(error) : resolve()))),
  };
};

/** Dynalite takes region and account of its ARNs from the environment, at the moment it is created. */
const createServer = (dir: string, account: Account): Server => {
  const { AWS_REGION: region, AWS_ACCOUNT_ID: accountId } = process.env;
  try {
    process.env['AWS_REGION'] = account.region;
    process.env['AWS_ACCOUNT_ID'] = account.accountId;
    return createDynalite(dir);
  } finally {
    restore('AWS_REGION', region);
    restore('AWS_ACCOUNT_ID', accountId);
  }
};

const restore = (name: string, value: string | undefined): void => {
  if (value === undefined) Reflect.deleteProperty(process.env, name);
  else process.env[name] = value;
};

const requestOf = ({ method, url, headers, body }: ServiceCall): IncomingMessage =>
  Object.assign(Readable.from([body]), { method, url, headers }) as unknown as IncomingMessage;

/** The part of a response that dynalite writes to. */
class CapturedResponse {
  statusCode = 200;
  readonly #headers: Record<string, string | number> = {};
  readonly #resolve: (answer: ServiceAnswer) => void;

  constructor(resolve: (answer: ServiceAnswer) => void) {
    this.#resolve = resolve;
  }

  setHeader(name: string, value: string | number): void {
    this.#headers[name.toLowerCase()] = value;
  }

  end(body = ''): void {
    this.#resolve({ status: this.statusCode, headers: this.#headers, body: Buffer.from(body) });
  }

  asResponse(): ServerResponse {
    return this as unknown as ServerResponse;
  }
}
