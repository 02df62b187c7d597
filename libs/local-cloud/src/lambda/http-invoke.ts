import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBody } from '../http/read-body.ts';
import type { AccessControl } from '../iam/access-control.ts';
import { AccessError, jsonErrorNames } from '../iam/access-error.ts';
import { requireLatest } from './declared/function-arn.ts';
import { LambdaError } from './declared/lambda-error.ts';
import { executedVersion, maxPayloadBytes } from './invocations/invocation.ts';
import type { LambdaService } from './lambda-service.ts';

export interface InvokeHandlerOptions {
  readonly lambda: Pick<LambdaService, 'arnOf' | 'invoke' | 'enqueue'>;
  readonly access: Pick<AccessControl, 'identify' | 'authorize'>;
}

const invocationPath = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/;

/**
 * Lambda's HTTP API as far as invoking goes, so that `aws lambda invoke --endpoint-url` and every SDK work.
 * The returned function answers every request and never rejects for what a client sends.
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 */
export const createInvokeHandler =
  (options: InvokeHandlerOptions) =>
  async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    try {
      await invoke(options, request, response);
    } catch (error) {
      if (error instanceof LambdaError || error instanceof AccessError) sendError(response, error);
      else if (request.destroyed) response.destroy();
      else throw error;
    }
  };

const invoke = async (
  { lambda, access }: InvokeHandlerOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  const { functionName, qualifier } = parseTarget(request);
  const principal = access.identify(request);
  access.authorize(principal, 'lambda:InvokeFunction', lambda.arnOf(functionName));
  requireLatest(qualifier);
  const payload = parsePayload(await readBody(request, maxPayloadBytes));

  const type = request.headers['x-amz-invocation-type'] ?? 'RequestResponse';
  switch (type) {
    case 'RequestResponse':
      return sendResult(response, request, await lambda.invoke(functionName, payload));
    case 'Event':
      await lambda.enqueue(functionName, payload);
      return sendEmpty(response, 202);
    case 'DryRun':
      return sendEmpty(response, 204);
    default:
      throw new LambdaError(
        'InvalidParameterValueException',
        `X-Amz-Invocation-Type is ${JSON.stringify(type)}.`,
        {
          remedy: 'Expected RequestResponse, Event or DryRun.',
        },
      );
  }
};

const parseTarget = ({ method, url = '' }: IncomingMessage) => {
  const { pathname, searchParams } = new URL(url, 'http://lambda');
  const encodedName = method === 'POST' ? invocationPath.exec(pathname)?.[1] : undefined;
  if (encodedName === undefined) {
    throw new LambdaError('UnknownOperationException', `${method} ${pathname} is not supported.`, {
      remedy: 'The local Lambda service offers Invoke alone; functions are created by the Pulumi program.',
    });
  }
  return { functionName: decodeName(encodedName), qualifier: searchParams.get('Qualifier') ?? undefined };
};

const decodeName = (encoded: string): string => {
  try {
    return decodeURIComponent(encoded);
  } catch (cause) {
    throw new LambdaError(
      'InvalidParameterValueException',
      `${JSON.stringify(encoded)} is not URL-encoded.`,
      { cause },
    );
  }
};

const parsePayload = (body: Buffer | 'too-large'): unknown => {
  if (body === 'too-large') {
    throw new LambdaError(
      'RequestTooLargeException',
      `Request must be smaller than ${maxPayloadBytes} bytes for the InvokeFunction operation`,
    );
  }
  if (body.length === 0) return undefined;
  try {
    return JSON.parse(body.toString('utf8'));
  } catch (cause) {
    throw new LambdaError(
      'InvalidRequestContentException',
      `Could not parse request body into json: ${String(cause)}`,
      {
        cause,
      },
    );
  }
};

const sendResult = (
  response: ServerResponse,
  request: IncomingMessage,
  result: Awaited<ReturnType<LambdaService['invoke']>>,
): void => {
  const wantsLog = request.headers['x-amz-log-type'] === 'Tail';
  response.writeHead(200, {
    'content-type': 'application/json',
    'x-amzn-requestid': result.requestId,
    'x-amz-executed-version': executedVersion,
    ...(result.functionError && { 'x-amz-function-error': result.functionError }),
    ...(wantsLog && { 'x-amz-log-result': Buffer.from(result.logTail).toString('base64') }),
  });
  response.end(result.payload);
};

const sendEmpty = (response: ServerResponse, status: number): void => {
  response.writeHead(status, { 'x-amzn-requestid': randomUUID(), 'x-amz-executed-version': executedVersion });
  response.end();
};

const sendError = (response: ServerResponse, error: LambdaError | AccessError): void => {
  const type = error instanceof AccessError ? jsonErrorNames[error.code] : error.code;
  response.writeHead(error.statusCode, {
    'content-type': 'application/json',
    'x-amzn-requestid': randomUUID(),
    'x-amzn-errortype': type,
  });
  response.end(
    JSON.stringify({
      Type: error.statusCode < 500 ? 'User' : 'Service',
      Message: error.message,
      message: error.message,
    }),
  );
};
