import { Agent, request, type IncomingHttpHeaders } from 'node:http';
import type { SerializedError } from './serialize-error.ts';

/** An invocation as the Runtime API hands it out. */
export interface NextInvocation {
  readonly requestId: string;
  /** Milliseconds since the epoch at which the function is ended. */
  readonly deadlineMs: number;
  readonly functionArn: string;
  readonly traceId: string;
  readonly payload: string;
}

/** The function's side of the Runtime API. */
export interface RuntimeClient {
  /** Waits for the next invocation, for as long as it takes. */
  next(): Promise<NextInvocation>;
  respond(requestId: string, payload: string): Promise<void>;
  reportError(requestId: string, error: SerializedError): Promise<void>;
  reportInitError(error: SerializedError): Promise<void>;
}

/** @see https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html */
export const createRuntimeClient = (runtimeApi: string): RuntimeClient => {
  const agent = new Agent({ keepAlive: true });
  const call = async (method: 'GET' | 'POST', path: string, body?: string) => {
    const url = `http://${runtimeApi}/2018-06-01/runtime${path}`;
    try {
      return await exchange(url, { method, agent }, body);
    } catch {
      // The service that owns this process is gone, so nobody is left to report to or to work for.
      return process.exit(1);
    }
  };
  const report = async (path: string, error: SerializedError) => {
    await call('POST', path, JSON.stringify(error));
  };

  return {
    async next() {
      const { headers, body } = await call('GET', '/invocation/next');
      return {
        requestId: header(headers, 'lambda-runtime-aws-request-id'),
        deadlineMs: Number(header(headers, 'lambda-runtime-deadline-ms')),
        functionArn: header(headers, 'lambda-runtime-invoked-function-arn'),
        traceId: header(headers, 'lambda-runtime-trace-id'),
        payload: body,
      };
    },
    async respond(requestId, payload) {
      await call('POST', `/invocation/${requestId}/response`, payload);
    },
    reportError: (requestId, error) => report(`/invocation/${requestId}/error`, error),
    reportInitError: (error) => report('/init/error', error),
  };
};

const exchange = (url: string, options: { method: string; agent: Agent }, requestBody?: string) =>
  new Promise<{ headers: IncomingHttpHeaders; body: string }>((resolve, reject) => {
    const outgoing = request(url, options, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        resolve({ headers: response.headers, body: Buffer.concat(chunks).toString('utf8') });
      });
    });
    outgoing.on('error', reject);
    outgoing.end(requestBody);
  });

const header = (headers: IncomingHttpHeaders, name: string): string => {
  const value = headers[name];
  if (typeof value !== 'string') throw new Error(`The Runtime API's answer has no header ${name}.`);
  return value;
};
