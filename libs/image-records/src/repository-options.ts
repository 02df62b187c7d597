import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { isObject } from '@image-pipeline/errors';
import * as v from 'valibot';
import { readOptions } from './options.ts';
import { recordTable } from './table.ts';

export interface RepositoryOptions {
  readonly client: DynamoDBClient;
  /** Name or ARN. */
  readonly tableName: string;
  /** Default `byUploadedAt`. */
  readonly indexName?: string;
}

/** A table to work with. */
export type Table = Required<RepositoryOptions>;

const name = v.pipe(v.string(), v.nonEmpty());

/** By what it does and not by its class: an application may hold another copy of the SDK. */
const isClient = (value: unknown): value is DynamoDBClient =>
  isObject(value) && typeof value['send'] === 'function';

const schema = v.strictObject({
  client: v.custom<DynamoDBClient>(isClient),
  tableName: name,
  indexName: v.optional(name, recordTable.index.name),
});

const expectations = {
  client: 'a DynamoDBClient',
  tableName: 'the name or ARN of a table',
  indexName: 'the name of the index',
};

/** @throws InvalidArgumentError when an option is missing or misspelt */
export const readRepositoryOptions = (options: unknown): Table =>
  readOptions('repository', schema, expectations, options);
