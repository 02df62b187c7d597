import { status, type sendUnaryData, type ServerUnaryCall } from '@grpc/grpc-js';
import { messageOf } from '@image-pipeline/errors';

/** A gRPC method written as a plain function; what it throws reaches the caller as the call's error. */
export const unary =
  <Request, Response>(answer: (request: Request) => Response | Promise<Response>) =>
  (call: ServerUnaryCall<Request, Response>, reply: sendUnaryData<Response>): void => {
    Promise.resolve(call.request)
      .then(answer)
      .then(
        (response) => reply(null, response),
        (error: unknown) => reply({ code: status.UNKNOWN, details: messageOf(error) }),
      );
  };
