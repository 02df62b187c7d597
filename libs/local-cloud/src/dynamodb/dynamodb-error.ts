import { LocalCloudError } from '../errors.ts';

export type DynamoDbErrorCode =
  /** The data folder holds a table of that name with other keys or indexes. */
  | 'table-changed'
  /** DynamoDB itself refuses the table. */
  | 'table-refused';

export class DynamoDbError extends LocalCloudError<DynamoDbErrorCode> {}
