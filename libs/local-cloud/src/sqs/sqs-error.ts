import { LocalCloudError } from '../errors.ts';

export type SqsErrorCode = 'queue-refused' | 'message-refused';

export class SqsError extends LocalCloudError<SqsErrorCode> {}
