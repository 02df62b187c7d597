import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';

/** The index that lists images newest first. */
export const listIndexName = 'byUploadedAt';

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

const createTable = (name: string, args: RecordTableArgs, opts: pulumi.CustomResourceOptions) =>
  new aws.dynamodb.Table(
    name,
    {
      name: args.tableName,
      // Uploads come in bursts and pauses; capacity by request costs nothing in the pauses.
      billingMode: 'PAY_PER_REQUEST',
      hashKey: 'imageId',
      attributes: [
        { name: 'imageId', type: 'S' },
        { name: 'listShard', type: 'N' },
        { name: 'listOrder', type: 'S' },
      ],
      globalSecondaryIndexes: [
        {
          name: listIndexName,
          keySchemas: [
            { attributeName: 'listShard', keyType: 'HASH' },
            { attributeName: 'listOrder', keyType: 'RANGE' },
          ],
          projectionType: 'ALL',
        },
      ],
      ttl: { attributeName: 'expiresAt', enabled: true },
      pointInTimeRecovery: { enabled: true },
      deletionProtectionEnabled: args.deletionProtection,
      tags: args.tags,
    },
    opts,
  );
