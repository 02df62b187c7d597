import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { requiredByDynamoDb } from '../dynamodb/authorized-resources.ts';
import type { DynamoDbService } from '../dynamodb/dynamodb-service.ts';
import { refusal } from '../http/json-answer.ts';
import type { AccessControl } from '../iam/access-control.ts';
import type { Account } from '../iam/account.ts';
import { requiredBySqs } from '../sqs/authorized-queue.ts';
import type { SqsService } from '../sqs/sqs-service.ts';
import { answerJsonCall, send, type JsonService } from './json-service.ts';
import { isFromThisMachine } from './loopback-guard.ts';

type Answer = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

interface GatewayOptions {
  readonly account: Account;
  readonly access: AccessControl;
  readonly dynamodb: Pick<DynamoDbService, 'serve'>;
  readonly sqs: Pick<SqsService, 'serve'>;
  readonly lambda: Answer;
  /** Everything that is no call of another service. */
  readonly s3: Answer;
  /** Told of what a service did not foresee; the caller gets a 500. */
  readonly onFailure: (error: unknown) => void;
}

const lambdaPath = '/2015-03-31/functions';

/** The one address of the local cloud: tells by a request's form which service it is for. */
export const createGateway = (options: GatewayOptions): RequestListener => {
  const { account, dynamodb, sqs } = options;
  const jsonServices: readonly JsonService[] = [
    {
      targetPrefix: 'DynamoDB_20120810.',
      serve: dynamodb.serve,
      requiredPermissions: (operation, input) => requiredByDynamoDb(operation, input, account),
    },
    {
      targetPrefix: 'AmazonSQS.',
      serve: sqs.serve,
      requiredPermissions: (operation, input) => requiredBySqs(operation, input, account),
    },
  ];
  const answer: Answer = async (request, response) => {
    if (!isFromThisMachine(request.headers)) return refuseStranger(response);
    const target = request.headers['x-amz-target'];
    if (target === undefined) {
      return request.url?.startsWith(lambdaPath)
        ? options.lambda(request, response)
        : options.s3(request, response);
    }
    const service = jsonServices.find(({ targetPrefix }) => String(target).startsWith(targetPrefix));
    if (service === undefined) return send(response, unknownOperation(String(target), jsonServices));
    await answerJsonCall(service, options.access, request, response);
  };

  return (request, response) => {
    answer(request, response).catch((error: unknown) => {
      // A client that goes away in the middle of its call is nobody's fault.
      if (response.destroyed || request.destroyed) return void response.destroy();
      options.onFailure(error);
      if (response.headersSent) return void response.destroy();
      send(response, refusal(500, 'InternalServerError', 'The local cloud failed; its log says why.'));
    });
  };
};

const refuseStranger = (response: ServerResponse): void => {
  response.writeHead(403, { 'content-type': 'text/plain', connection: 'close' });
  response.end(
    'The local cloud serves programs and pages of this machine only, by the names 127.0.0.1 and localhost.\n',
  );
};

const unknownOperation = (target: string, services: readonly JsonService[]) =>
  refusal(
    400,
    'UnknownOperationException',
    `The local cloud knows no ${JSON.stringify(target.slice(0, 200))}; besides S3 and Lambda it speaks ` +
      `${services.map(({ targetPrefix }) => `${targetPrefix}*`).join(' and ')}.`,
  );
