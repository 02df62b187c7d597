import { isDeepStrictEqual } from 'node:util';

/** A table in the words of DynamoDB's CreateTable. */
export interface TableDefinition {
  readonly TableName: string;
  readonly AttributeDefinitions: readonly {
    readonly AttributeName: string;
    readonly AttributeType: string;
  }[];
  readonly KeySchema: readonly KeySchemaElement[];
  readonly GlobalSecondaryIndexes?: readonly IndexDefinition[];
  readonly LocalSecondaryIndexes?: readonly IndexDefinition[];
}

export interface KeySchemaElement {
  readonly AttributeName: string;
  readonly KeyType: 'HASH' | 'RANGE';
}

export interface IndexDefinition {
  readonly IndexName: string;
  readonly KeySchema: readonly KeySchemaElement[];
  readonly Projection: { readonly ProjectionType: string; readonly NonKeyAttributes?: readonly string[] };
}

/** Whether an existing table has the keys, indexes and attribute types of the definition, in whatever order. */
export const hasSameShape = (one: TableDefinition, other: TableDefinition): boolean =>
  isDeepStrictEqual(shapeOf(one), shapeOf(other));

const shapeOf = (table: TableDefinition) => ({
  keys: keysOf(table.KeySchema),
  attributes: sorted(table.AttributeDefinitions.map((it) => `${it.AttributeName}: ${it.AttributeType}`)),
  globalIndexes: indexesOf(table.GlobalSecondaryIndexes),
  localIndexes: indexesOf(table.LocalSecondaryIndexes),
});

const keysOf = (schema: readonly KeySchemaElement[]) =>
  schema.map(({ AttributeName, KeyType }) => `${KeyType} ${AttributeName}`);

const indexesOf = (indexes: readonly IndexDefinition[] = []) =>
  Object.fromEntries(
    indexes.map(({ IndexName, KeySchema, Projection }) => [
      IndexName,
      [keysOf(KeySchema), Projection.ProjectionType, sorted(Projection.NonKeyAttributes ?? [])],
    ]),
  );

const sorted = (texts: readonly string[]) => [...texts].sort();
