import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { LocalCloud } from '@image-pipeline/local-cloud';

/** Clients of one stack. */
export interface StackClients {
  readonly s3: S3Client;
  readonly dynamodb: DynamoDBClient;
  readonly sqs: SQSClient;
  /** Closes their connections. */
  destroy(): void;
}

/** A connection that stands still for this long, in ms, is given up; the SDK then tries again. */
const requestHandler = { connectionTimeout: 2_000, requestTimeout: 20_000, throwOnRequestTimeout: true };

/** What fails is thrown and told once; the SDK would warn of an upload that was interrupted on purpose, too. */
const ignore = (): void => undefined;
const silent = { trace: ignore, debug: ignore, info: ignore, warn: ignore, error: ignore };

/** The AWS SDK's own clients, told one endpoint and one set of credentials, whatever this machine's profile says. */
export const createStackClients = ({
  endpoint,
  region,
  credentials,
}: Pick<LocalCloud, 'endpoint' | 'region' | 'credentials'>): StackClients => {
  const configuration = { endpoint, region, credentials, requestHandler, logger: silent };
  // The bucket goes into the path: `bucket.127.0.0.1` is no host name.
  const s3 = new S3Client({ ...configuration, forcePathStyle: true });
  const dynamodb = new DynamoDBClient(configuration);
  // A queue's URL names the queue; requests go to the endpoint.
  const sqs = new SQSClient({ ...configuration, useQueueUrlAsEndpoint: false });
  return {
    s3,
    dynamodb,
    sqs,
    destroy() {
      for (const client of [s3, dynamodb, sqs]) client.destroy();
    },
  };
};
