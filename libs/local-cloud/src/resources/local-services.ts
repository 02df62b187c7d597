import type { Account } from '../account.ts';
import type { DynamoDbService } from '../dynamodb/dynamodb-service.ts';
import type { PropertyMap } from '../engine/property-values.ts';
import type { PolicyStore } from '../iam/policy-store.ts';
import type { FunctionDeclaration } from '../lambda/function-declaration.ts';
import type { EventInvokeConfig } from '../lambda/event-invoke-config.ts';
import type { Realisation } from './resource-handler.ts';
import type { SqsService } from '../sqs/sqs-service.ts';

/** What the resources of a program are made with. */
export interface LocalServices {
  readonly account: Account;
  /** Folder against which the program's relative paths are resolved, absolute. */
  readonly programDir: string;
  readonly policies: PolicyStore;
  readonly s3: {
    createBucket(name: string): void;
    putNotifications(bucket: string, targets: readonly NotificationTarget[]): void;
  };
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
  readonly lambda: {
    createFunction(declaration: FunctionDeclaration): unknown;
    putEventInvokeConfig(functionName: string, config: Partial<EventInvokeConfig>): void;
  };
}

interface NotificationTarget {
  readonly id: string;
  readonly functionArn: string;
  readonly events: readonly string[];
  readonly prefix?: string;
  readonly suffix?: string;
}
