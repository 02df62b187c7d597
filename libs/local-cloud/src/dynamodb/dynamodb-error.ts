import { LocalCloudError } from '../errors.ts';

export type DynamoDbErrorCode =
  /** The data folder holds a table of that name with other keys or indexes. */
  | 'table-changed'
  /** DynamoDB itself refuses the table. */
  | 'table-refused';

/** A table that the program declares cannot be had here. */
export class DynamoDbError extends LocalCloudError<DynamoDbErrorCode> {}
