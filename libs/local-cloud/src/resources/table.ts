import * as v from 'valibot';
import { arnOf } from '../iam/account.ts';
import type { KeySchemaElement, TableDefinition } from '../dynamodb/table-definition.ts';
import { inertInput as inert } from '../declarations/declared-inputs.ts';
import { physicalName } from './described-name.ts';
import { defineResource } from './resource-handler.ts';

const keySchemas = v.optional(
  v.array(v.strictObject({ attributeName: v.string(), keyType: v.picklist(['HASH', 'RANGE']) })),
);
const projection = {
  projectionType: v.picklist(['ALL', 'KEYS_ONLY', 'INCLUDE']),
  nonKeyAttributes: v.optional(v.array(v.string())),
};
const unmetered = 'capacity is neither limited nor metered here';

const globalIndex = v.strictObject({
  name: v.string(),
  hashKey: v.optional(v.string()),
  rangeKey: v.optional(v.string()),
  keySchemas,
  ...projection,
  readCapacity: v.optional(v.number()),
  writeCapacity: v.optional(v.number()),
});
const localIndex = v.strictObject({ name: v.string(), rangeKey: v.string(), ...projection });

export const table = defineResource({
  type: 'aws:dynamodb/table:Table',
  inputs: {
    name: v.optional(v.string()),
    hashKey: v.string(),
    rangeKey: v.optional(v.string()),
    attributes: v.array(v.strictObject({ name: v.string(), type: v.picklist(['S', 'N', 'B']) })),
    globalSecondaryIndexes: v.optional(v.array(globalIndex), []),
    localSecondaryIndexes: v.optional(v.array(localIndex), []),
    ttl: v.optional(
      v.strictObject({ attributeName: v.optional(v.string()), enabled: v.optional(v.boolean(), false) }),
    ),
    billingMode: inert(unmetered),
    readCapacity: inert(unmetered),
    writeCapacity: inert(unmetered),
    pointInTimeRecovery: inert('there are no backups of the data folder'),
    serverSideEncryption: inert('the data folder is not encrypted'),
    deletionProtectionEnabled: inert('nothing is destroyed here'),
    tableClass: inert('storage has no price here'),
  },
  describe(declaration, account) {
    const name = physicalName(declaration);
    return {
      id: name,
      outputs: { name, arn: arnOf(account, 'dynamodb', `table/${name}`), region: account.region },
    };
  },
  async realise(inputs, { services, described }) {
    const definition = tableDefinition(described.id, inputs);
    await services.dynamodb.createTable(definition);
    const { attributeName, enabled } = inputs.ttl ?? {};
    if (enabled && attributeName !== undefined) {
      await services.dynamodb.expireItemsOf({
        tableName: described.id,
        keySchema: definition.KeySchema,
        attributeName,
      });
    }
  },
});

interface Index {
  readonly hashKey?: string | undefined;
  readonly rangeKey?: string | undefined;
  readonly keySchemas?:
    readonly { readonly attributeName: string; readonly keyType: 'HASH' | 'RANGE' }[] | undefined;
  readonly projectionType: string;
  readonly nonKeyAttributes?: readonly string[] | undefined;
}

interface Inputs extends Pick<Index, 'rangeKey'> {
  readonly hashKey: string;
  readonly attributes: readonly { readonly name: string; readonly type: string }[];
  readonly globalSecondaryIndexes: readonly (Index & { readonly name: string })[];
  readonly localSecondaryIndexes: readonly (Index & { readonly name: string })[];
}

const tableDefinition = (name: string, inputs: Inputs): TableDefinition => ({
  TableName: name,
  AttributeDefinitions: inputs.attributes.map((it) => ({ AttributeName: it.name, AttributeType: it.type })),
  KeySchema: keySchemaOf(inputs),
  ...(inputs.globalSecondaryIndexes.length > 0 && {
    GlobalSecondaryIndexes: inputs.globalSecondaryIndexes.map((index) => indexDefinition(index.name, index)),
  }),
  ...(inputs.localSecondaryIndexes.length > 0 && {
    LocalSecondaryIndexes: inputs.localSecondaryIndexes.map((index) =>
      indexDefinition(index.name, { ...index, hashKey: inputs.hashKey }),
    ),
  }),
});

const indexDefinition = (name: string, index: Index) => ({
  IndexName: name,
  KeySchema: keySchemaOf(index),
  Projection: {
    ProjectionType: index.projectionType,
    ...(index.nonKeyAttributes !== undefined && { NonKeyAttributes: index.nonKeyAttributes }),
  },
});

/** An index names its keys either as a list or by the two older inputs. */
const keySchemaOf = ({
  keySchemas: listed,
  hashKey,
  rangeKey,
}: Omit<Index, 'projectionType'>): KeySchemaElement[] => {
  if (listed !== undefined)
    return listed.map((it) => ({ AttributeName: it.attributeName, KeyType: it.keyType }));
  return [
    ...(hashKey === undefined ? [] : [{ AttributeName: hashKey, KeyType: 'HASH' as const }]),
    ...(rangeKey === undefined ? [] : [{ AttributeName: rangeKey, KeyType: 'RANGE' as const }]),
  ];
};
