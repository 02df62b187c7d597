import type { Account } from '../account.ts';
import type { DynamoDbService } from '../dynamodb/dynamodb-service.ts';
import type { PropertyMap } from '../engine/property-values.ts';
import type { PolicyStore } from '../iam/policy-store.ts';
import type { LambdaService } from '../lambda/lambda-service.ts';
import type { S3Service } from '../s3/s3-service.ts';
import type { Realisation } from './resource-handler.ts';
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
  readonly cloudfront: {
    putOriginAccessControl(id: string, inputs: PropertyMap): void;
    putCachePolicy(id: string, inputs: PropertyMap): void;
    putResponseHeadersPolicy(id: string, inputs: PropertyMap): void;
    createDistribution(distribution: {
      readonly id: string;
      readonly arn: string;
      readonly domainName: string;
      readonly inputs: PropertyMap;
    }): Promise<Realisation>;
  };
  readonly lambda: Pick<LambdaService, 'createFunction' | 'putEventInvokeConfig'>;
}
