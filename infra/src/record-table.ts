import { recordTable } from '@image-pipeline/image-records/table';
import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';

export interface RecordTableArgs {
  readonly tableName: string;
  /** Keeps AWS and Pulumi from deleting the table. */
  readonly deletionProtection: boolean;
  readonly tags: Readonly<Record<string, string>>;
}

/** One item per image, under its id; a sparse, write-sharded index lists those that are not deleted. */
export class RecordTable extends pulumi.ComponentResource {
  readonly table: aws.dynamodb.Table;

  constructor(name: string, args: RecordTableArgs, opts?: pulumi.ComponentResourceOptions) {
    super('image-pipeline:infra:RecordTable', name, {}, opts);
    this.table = createTable(name, args, { parent: this, protect: args.deletionProtection });
    this.registerOutputs({ tableName: this.table.name });
  }
}

const createTable = (name: string, args: RecordTableArgs, opts: pulumi.CustomResourceOptions) => {
  const { partitionKey, index, ttlAttribute } = recordTable;
  return new aws.dynamodb.Table(
    name,
    {
      name: args.tableName,
      // Uploads come in bursts and pauses; capacity by request costs nothing in the pauses.
      billingMode: 'PAY_PER_REQUEST',
      hashKey: partitionKey.name,
      attributes: [partitionKey, index.partitionKey, index.sortKey],
      globalSecondaryIndexes: [
        {
          name: index.name,
          keySchemas: [
            { attributeName: index.partitionKey.name, keyType: 'HASH' },
            { attributeName: index.sortKey.name, keyType: 'RANGE' },
          ],
          projectionType: index.projection,
        },
      ],
      ttl: { attributeName: ttlAttribute, enabled: true },
      pointInTimeRecovery: { enabled: true },
      deletionProtectionEnabled: args.deletionProtection,
      tags: args.tags,
    },
    opts,
  );
};
