import { LocalCloudError } from '../errors.ts';

export type DynamoDbErrorCode =
  /** The data folder holds a table of that name with other keys or indexes. */
  | 'table-changed'
  /** DynamoDB itself refuses the table. */
  | 'table-refused';

export class DynamoDbError extends LocalCloudError {
  readonly code: DynamoDbErrorCode;

  constructor(code: DynamoDbErrorCode, ...details: ConstructorParameters<typeof LocalCloudError>) {
    super(...details);
    this.code = code;
  }
}
