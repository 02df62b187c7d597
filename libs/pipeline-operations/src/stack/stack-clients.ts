import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';

/** Clients of one stack. */
export interface StackClients {
  readonly s3: S3Client;
  readonly dynamodb: DynamoDBClient;
  readonly sqs: SQSClient;
  readonly lambda: LambdaClient;
  /** Closes their connections. */
  destroy(): void;
}

/** Where a stack is, and who asks. */
export interface StackAddress {
  readonly region: string;
  /** Of a stack on this machine; a deployed one is where AWS is. */
  readonly endpoint?: string | undefined;
  /** Default: what the SDK finds, as `aws` does: environment, profile, SSO. */
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string } | undefined;
}

/** A connection that stands still for this long, in ms, is given up; the SDK then tries again. */
const requestHandler = { connectionTimeout: 2_000, requestTimeout: 20_000, throwOnRequestTimeout: true };

/** A function may take its whole time-out, which is 15 minutes at most: ms. */
const invocationTimeout = 905_000;

/** What fails is thrown and told once; the SDK would warn of an upload that was interrupted on purpose, too. */
const ignore = (): void => undefined;
const silent = { trace: ignore, debug: ignore, info: ignore, warn: ignore, error: ignore };

/** The AWS SDK's own clients, told where the stack is, whatever region this machine's profile says. */
export const createStackClients = ({ region, endpoint, credentials }: StackAddress): StackClients => {
  const configuration = {
    region,
    requestHandler,
    logger: silent,
    ...(endpoint !== undefined && { endpoint }),
    ...(credentials !== undefined && { credentials }),
  };
  // The bucket goes into the path: `bucket.127.0.0.1` is no host name.
  const s3 = new S3Client({ ...configuration, forcePathStyle: endpoint !== undefined });
  const dynamodb = new DynamoDBClient(configuration);
  // A queue's URL names the queue; requests go to the endpoint.
  const sqs = new SQSClient({ ...configuration, useQueueUrlAsEndpoint: endpoint === undefined });
  const lambda = new LambdaClient({
    ...configuration,
    requestHandler: { ...requestHandler, requestTimeout: invocationTimeout },
    // An answer that was lost says nothing of the function: whoever invoked decides.
    maxAttempts: 1,
  });
  return {
    s3,
    dynamodb,
    sqs,
    lambda,
    destroy() {
      for (const client of [s3, dynamodb, sqs, lambda]) client.destroy();
    },
  };
};
