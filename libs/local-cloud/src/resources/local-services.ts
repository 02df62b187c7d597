import type { CloudFrontService } from '../cloudfront/cloudfront-service.ts';
import type { DynamoDbService } from '../dynamodb/dynamodb-service.ts';
import type { Account } from '../iam/account.ts';
import type { PolicyStore } from '../iam/policy-store.ts';
import type { LambdaService } from '../lambda/lambda-service.ts';
import type { S3Service } from '../s3/s3-service.ts';
import type { SqsService } from '../sqs/sqs-service.ts';

/** What the resources of a program are made with. */
export interface LocalServices {
  readonly account: Account;
  /** Folder against which the program's relative paths are resolved, absolute. */
  readonly programDir: string;
  readonly policies: PolicyStore;
  readonly s3: Pick<S3Service, 'createBucket' | 'putNotifications' | 'putCors'>;
  readonly dynamodb: Pick<DynamoDbService, 'createTable' | 'expireItemsOf'>;
  readonly sqs: Pick<SqsService, 'createQueue'>;
  readonly cloudfront: Omit<CloudFrontService, 'close'>;
  readonly lambda: Pick<LambdaService, 'createFunction' | 'putEventInvokeConfig'>;
}
