import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What can go wrong between the function and S3. */
export type Fault = 'denied' | 'slow down' | 'cut body' | 'no length';

/** Stands between a client and a server and spoils the answers about some keys. */
export interface FaultyProxy {
  readonly endpoint: string;
  /** Every further request for the key meets the fault. */
  spoil(key: string, fault: Fault): void;
  /** The server's answers about the key carry this version, as those of a versioned bucket do. */
  version(key: string, versionId: string): void;
  close(): Promise<void>;
}

const refusals = { denied: [403, 'AccessDenied'], 'slow down': [503, 'SlowDown'] } as const;

/** Starts it on a free port. @param upstream the server's endpoint on this machine */
export const startFaultyProxy = async (upstream: string): Promise<FaultyProxy> => {
  const faults = new Map<string, Fault>();
  const versions = new Map<string, string>();
  const { hostname: host, port } = new URL(upstream);

  const pass = (incoming: IncomingMessage, outgoing: ServerResponse): void => {
    const key = keyOf(incoming);
    const fault = faults.get(key);
    if (fault === 'denied' || fault === 'slow down') {
      const [status, code] = refusals[fault];
      incoming.resume().on('end', () => {
        outgoing.writeHead(status, { 'content-type': 'application/xml' });
        outgoing.end(`<Error><Code>${code}</Code><Message>as asked</Message></Error>`);
      });
      return;
    }
    const { method, url: path } = incoming;
    // A connection each, so that none is left when the server is to close.
    const headers = { ...incoming.headers, connection: 'close' };
    const to = { port, host, method, path, headers, agent: false } as const;
    const forwarded = request(to, (answer) => {
      const { 'content-length': length, connection: _hop, ...others } = answer.headers;
      outgoing.writeHead(answer.statusCode ?? 500, {
        ...others,
        ...(fault !== 'no length' && length !== undefined && { 'content-length': length }),
        ...(versions.has(key) && { 'x-amz-version-id': versions.get(key) }),
      });
      if (fault === 'cut body') answer.once('data', (chunk) => cutAfterHalf(outgoing, chunk));
      else answer.pipe(outgoing);
    });
    // A client that leaves takes its request along; an upstream that does is answered with a broken connection.
    forwarded.on('error', () => outgoing.destroy());
    incoming.pipe(forwarded);
    outgoing.on('close', () => forwarded.destroy());
  };

  const server = createServer(pass).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    spoil: (key, fault) => void faults.set(key, fault),
    version: (key, versionId) => void versions.set(key, versionId),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
};

/** Of `/<bucket>/<key>?…`. */
const keyOf = ({ url = '' }: IncomingMessage): string =>
  decodeURIComponent(new URL(url, 'http://proxy').pathname.split('/').slice(2).join('/'));

const cutAfterHalf = (outgoing: ServerResponse, chunk: Buffer): void =>
  void outgoing.write(chunk.subarray(0, chunk.length / 2), () => outgoing.destroy());
