import type { IncomingMessage, ServerResponse } from 'node:http';
import { isObject } from '@image-pipeline/errors';
import { refusal } from '../http/json-answer.ts';
import { readBody } from '../http/read-body.ts';
import type { ServeCall, ServiceAnswer } from '../http/service-call.ts';
import type { AccessControl } from '../iam/access-control.ts';
import { AccessError, jsonErrorNames } from '../iam/access-error.ts';
import type { RequiredPermission } from '../iam/required-permission.ts';

type Input = Readonly<Record<string, unknown>>;

/** A service that takes an operation's name in `x-amz-target` and its input as JSON. */
export interface JsonService {
  /** What stands before the operation's name in `x-amz-target`. */
  readonly targetPrefix: string;
  readonly serve: ServeCall;
  readonly requiredPermissions: (operation: string, input: Input) => readonly RequiredPermission[];
}

// The largest body that DynamoDB takes (a BatchWriteItem); SQS takes 1 MiB.
const maxBodyBytes = 16 * 1024 * 1024;

/** Lets a call through to its service when its caller is known and may make it. */
export const answerJsonCall = async (
  service: JsonService,
  access: AccessControl,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  const body = await readBody(request, maxBodyBytes);
  if (body === 'too-large') {
    return send(
      response,
      refusal(413, 'RequestEntityTooLarge', `A request has at most ${maxBodyBytes} bytes.`),
    );
  }
  const input = parseInput(body);
  if (input === undefined) {
    return send(response, refusal(400, 'SerializationException', 'The body is not a JSON object.'));
  }
  const operation = String(request.headers['x-amz-target']).slice(service.targetPrefix.length);
  const refused = checkAccess(access, request, service.requiredPermissions(operation, input));
  if (refused !== undefined) return send(response, refused);
  send(
    response,
    await service.serve({
      method: request.method ?? '',
      url: request.url ?? '',
      headers: request.headers,
      body,
    }),
  );
};

const parseInput = (body: Buffer): Input | undefined => {
  try {
    const input: unknown = JSON.parse(body.toString() || '{}');
    return isObject(input) ? input : undefined;
  } catch {
    return undefined; // Answered as a SerializationException.
  }
};

const checkAccess = (
  access: AccessControl,
  request: IncomingMessage,
  required: readonly RequiredPermission[],
): ServiceAnswer | undefined => {
  try {
    const principal = access.identify(request);
    if (principal.kind === 'anonymous') {
      return refusal(400, 'MissingAuthenticationTokenException', 'Request is missing Authentication Token');
    }
    for (const { action, resource } of required) access.authorize(principal, action, resource);
    return undefined;
  } catch (error) {
    if (error instanceof AccessError) return refusal(400, jsonErrorNames[error.code], error.message);
    throw error;
  }
};

/** Sends an answer whole. */
export const send = (response: ServerResponse, { status, headers, body }: ServiceAnswer): void => {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  response.statusCode = status;
  response.setHeader('content-length', body.length);
  response.end(body);
};
