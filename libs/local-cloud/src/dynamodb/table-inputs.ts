import * as v from 'valibot';
import { inertInput as inert, parseInputs } from '../declarations/declared-inputs.ts';
import type { KeySchemaElement, TableDefinition } from './table-definition.ts';

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

const schema = v.strictObject({
  name: v.optional(v.string()),
  hashKey: v.string(),
  rangeKey: v.optional(v.string()),
  attributes: v.array(v.strictObject({ name: v.string(), type: v.picklist(['S', 'N', 'B']) })),
  globalSecondaryIndexes: v.optional(v.array(globalIndex), []),
  localSecondaryIndexes: v.optional(v.array(localIndex), []),
  ttl: v.optional(
    v.strictObject({ attributeName: v.optional(v.string()), enabled: v.optional(v.boolean(), false) }),
    {},
  ),
  billingMode: inert(unmetered),
  readCapacity: inert(unmetered),
  writeCapacity: inert(unmetered),
  pointInTimeRecovery: inert('there are no backups of the data folder'),
  serverSideEncryption: inert('the data folder is not encrypted'),
  deletionProtectionEnabled: inert('nothing is destroyed here'),
  tableClass: inert('storage has no price here'),
});

/**
 * Reads the inputs of an `aws:dynamodb/table:Table` as a table of this name.
 * @returns `expiresBy`: the attribute with the time to live, undefined where nothing expires
 * @throws InputError
 */
export const parseTable = (name: string, given: unknown) => {
  const { inputs, inert: withoutEffect } = parseInputs(schema, given);
  const { enabled, attributeName } = inputs.ttl;
  return {
    definition: tableDefinition(name, inputs),
    expiresBy: enabled ? attributeName : undefined,
    inert: withoutEffect,
  };
};

type Inputs = v.InferOutput<typeof schema>;
type Index = Pick<v.InferOutput<typeof globalIndex>, 'hashKey' | 'rangeKey' | 'keySchemas'> &
  Pick<v.InferOutput<typeof localIndex>, keyof typeof projection>;

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
