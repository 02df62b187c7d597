import type { RequestListener } from 'node:http';
import { join } from 'node:path';
import { createCloudFrontService, type CloudFrontService } from '../cloudfront/cloudfront-service.ts';
import { createCloudWatch, type CloudWatch } from '../cloudwatch/cloudwatch.ts';
import { createDynamoDbService, type DynamoDbService } from '../dynamodb/dynamodb-service.ts';
import { createGateway } from '../gateway/gateway.ts';
import { bindLoopback, type LoopbackServer } from '../http/loopback-server.ts';
import { createAccessControl } from '../iam/access-control.ts';
import type { Account } from '../iam/account.ts';
import { createCredentialStore } from '../iam/credential-store.ts';
import { createPolicyStore, type PolicyStore } from '../iam/policy-store.ts';
import { createInvokeHandler } from '../lambda/http-invoke.ts';
import { createLambdaService, type LambdaService } from '../lambda/lambda-service.ts';
import { openDatabase } from '../machine/database.ts';
import { describeIncident } from '../s3/incident.ts';
import { createS3Service, type S3Service } from '../s3/s3-service.ts';
import { createSqsService, type SqsService } from '../sqs/sqs-service.ts';
import { authorizeInvocation, sendToQueue } from './event-delivery.ts';
import type { Settings } from './local-cloud-options.ts';

interface ServicesOptions extends Pick<Settings, 'dataDir' | 'retryDelaysMs' | 'onLog'> {
  readonly account: Account;
  /** The server that the services are reached by. */
  readonly gateway: LoopbackServer;
  /** The server that the first distribution answers on; further ones take any free port. */
  readonly cdn: LoopbackServer;
  readonly onFailure: (error: unknown) => void;
}

/** The services of a running local cloud, and what starts and awaits them all. */
export interface Services {
  readonly policies: PolicyStore;
  readonly dynamodb: DynamoDbService;
  readonly sqs: SqsService;
  readonly lambda: LambdaService;
  readonly s3: S3Service;
  readonly cloudfront: CloudFrontService;
  readonly cloudwatch: CloudWatch;
  /**
   * Begins to answer requests and to deliver events, those of earlier runs included. Call it when everything is as
   * the program declares.
   */
  resume(): void;
  /** Resolves when no event is on its way and no function runs. */
  idle(): Promise<void>;
}

/** Opens the services over the data folder, joins them to one another and to the gateway; `opened` closes them. */
export const createServices = async (
  options: ServicesOptions,
  opened: AsyncDisposableStack,
): Promise<Services> => {
  const { dataDir, account, gateway, onFailure } = options;
  const { accountId, region } = account;
  const database = openDatabase(dataDir);
  opened.defer(() => database.close());
  const credentials = createCredentialStore();
  const access = createAccessControl(credentials);
  const policies = createPolicyStore();
  const cloudwatch = createCloudWatch();

  const dynamodb = await createDynamoDbService({ dir: join(dataDir, 'dynamodb'), account, onFailure });
  opened.defer(() => dynamodb.close());

  const sqs = createSqsService({ database, account, endpointUrl: gateway.url });
  opened.defer(() => sqs.close());

  const lambda = createLambdaService({
    database,
    region,
    accountId,
    endpointUrl: () => gateway.url,
    issueCredentials: (roleName) => credentials.issue({ kind: 'role', roleName }),
    onLog(line) {
      cloudwatch.putLog(line);
      options.onLog(line);
    },
    onMetric: cloudwatch.putMetric,
    authorize: authorizeInvocation(access),
    onFailure,
    sendToDestination: sendToQueue(sqs, access, policies),
    ...(options.retryDelaysMs !== undefined && { retryDelaysMs: options.retryDelaysMs }),
  });
  opened.defer(() => lambda.close());

  const s3 = createS3Service({
    dir: join(dataDir, 's3'),
    database,
    account,
    access,
    queue: lambda.events,
    onIncident: (incident) => {
      onFailure(describeIncident(incident));
    },
  });
  opened.defer(() => s3.close());

  const cdnServers = [options.cdn];
  const cloudfront = createCloudFrontService({
    originEndpoint: gateway.url,
    region,
    nextServer: async () => cdnServers.shift() ?? (await bindFurther(opened)),
    issueCredentials: credentials.issue,
    onFailure,
  });
  opened.defer(() => cloudfront.close());

  return {
    policies,
    dynamodb,
    sqs,
    lambda,
    s3,
    cloudfront,
    cloudwatch,
    resume() {
      // Not earlier: an upload to a bucket whose notification is not declared yet would never be processed.
      const services = { dynamodb, sqs, lambda: createInvokeHandler({ lambda, access }), s3: s3.handle };
      gateway.serve(createGateway({ account, access, ...services, onFailure }));
      s3.settle();
      lambda.resume();
      for (const unclaimed of cdnServers.splice(0)) unclaimed.serve(answerWithoutDistribution);
    },
    idle: lambda.idle,
  };
};

const answerWithoutDistribution: RequestListener = (_, response) => {
  response.writeHead(404, { 'content-type': 'text/plain' });
  response.end('The program declares no distribution.\n');
};

const bindFurther = async (opened: AsyncDisposableStack): Promise<LoopbackServer> => {
  const server = await bindLoopback(0, 'cdnPort');
  opened.defer(() => server.close());
  return server;
};
