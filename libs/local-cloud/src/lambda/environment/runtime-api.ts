import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as v from 'valibot';
import { readBody } from '../../http/read-body.ts';
import {
  type FunctionError,
  type Invocation,
  type InvocationOutcome,
  maxPayloadBytes,
} from '../invocations/invocation.ts';

/** An invocation with what the function is told about it. */
export interface DeliveredInvocation extends Invocation {
  /** Milliseconds since the epoch. */
  readonly deadlineMs: number;
  readonly functionArn: string;
  readonly traceId: string;
}

/** What the Runtime API is the HTTP face of. */
export interface RuntimeApiBackend {
  /** The function's process asks for work; the promise may take for ever. */
  next(): Promise<DeliveredInvocation>;
  /** @returns false when no such invocation is running */
  complete(requestId: string, outcome: InvocationOutcome): boolean;
  initFailed(error: FunctionError): void;
}

export interface RuntimeApi {
  /** `host:port`, for AWS_LAMBDA_RUNTIME_API. */
  readonly address: string;
  close(): void;
}

const prefix = '/2018-06-01/runtime';
const outcomePath = /^\/invocation\/([^/]+)\/(response|error)$/;

/** Errors as the function's process reports them; a runtime that is not ours may leave out what it likes. */
const errorSchema = v.object({
  errorType: v.optional(v.string(), 'Runtime.Unknown'),
  errorMessage: v.optional(v.string(), ''),
  trace: v.optional(v.array(v.string())),
});

/**
 * Serves the Runtime API to one function process, on a port of its own.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
 */
export const startRuntimeApi = async (backend: RuntimeApiBackend): Promise<RuntimeApi> => {
  const server = createServer((request, response) => {
    handle(backend, request, response).catch((error: unknown) => {
      // The connection broke or what came over it makes no sense. The runtime at its other end ends itself then, and
      // its exit ends the invocation.
      response.destroy(error instanceof Error ? error : undefined);
    });
  });
  // A handler may take minutes between two requests on one connection.
  server.keepAliveTimeout = 0;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { address, port } = server.address() as AddressInfo;
  return {
    address: `${address}:${port}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
};

const handle = async (backend: RuntimeApiBackend, request: IncomingMessage, response: ServerResponse) => {
  const route = `${request.method} ${request.url?.replace(prefix, '')}`;
  if (route === 'GET /invocation/next') return sendInvocation(response, await backend.next());

  const body = await readBody(request, maxPayloadBytes);
  if (route === 'POST /init/error') {
    backend.initFailed(parseError(body));
    return acknowledge(response);
  }
  const [, requestId, ending] =
    request.method === 'POST' ? (outcomePath.exec(route.slice('POST '.length)) ?? []) : [];
  if (requestId === undefined) return refuse(response, 404, 'UnknownOperation', `There is no ${route}.`);
  const outcome = ending === 'error' ? { kind: 'error' as const, error: parseError(body) } : toOutcome(body);
  if (!backend.complete(requestId, outcome)) {
    return refuse(response, 400, 'InvalidRequestID', `No invocation ${requestId} is running.`);
  }
  if (body === 'too-large')
    return refuse(response, 413, 'RequestEntityTooLarge', responseTooLarge.errorMessage);
  return acknowledge(response);
};

const sendInvocation = (response: ServerResponse, invocation: DeliveredInvocation): void => {
  response.writeHead(200, {
    'content-type': 'application/json',
    'lambda-runtime-aws-request-id': invocation.requestId,
    'lambda-runtime-deadline-ms': invocation.deadlineMs,
    'lambda-runtime-invoked-function-arn': invocation.functionArn,
    'lambda-runtime-trace-id': invocation.traceId,
  });
  response.end(invocation.payload);
};

const responseTooLarge = {
  errorType: 'Function.ResponseSizeTooLarge',
  errorMessage: `Response payload size exceeded maximum allowed payload size (${maxPayloadBytes} bytes).`,
};

const toOutcome = (body: Buffer | 'too-large'): InvocationOutcome =>
  body === 'too-large'
    ? { kind: 'error', error: responseTooLarge }
    : { kind: 'success', payload: body.toString('utf8') };

const parseError = (body: Buffer | 'too-large'): FunctionError => {
  if (body === 'too-large') return responseTooLarge;
  const { errorType, errorMessage, trace } = v.parse(errorSchema, JSON.parse(body.toString('utf8')));
  return { errorType, errorMessage, ...(trace && { trace }) };
};

const acknowledge = (response: ServerResponse): void => {
  response.writeHead(202, { 'content-type': 'application/json' });
  response.end('{"status":"OK"}');
};

const refuse = (response: ServerResponse, status: number, errorType: string, errorMessage: string): void => {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ errorType, errorMessage }));
};
