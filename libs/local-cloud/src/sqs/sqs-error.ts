import { LocalCloudError } from '../errors.ts';

export type SqsErrorCode = 'queue-refused' | 'message-refused';

export class SqsError extends LocalCloudError {
  readonly code: SqsErrorCode;

  constructor(code: SqsErrorCode, ...details: ConstructorParameters<typeof LocalCloudError>) {
    super(...details);
    this.code = code;
  }
}
