import { LocalCloudError } from '../errors.ts';

/**
 * Why SQS refuses a call, in the words of its API, whose clients know some codes by their older, longer names.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/CommonErrors.html
 */
export type SqsErrorCode =
  | 'AWS.SimpleQueueService.BatchEntryIdsNotDistinct'
  | 'AWS.SimpleQueueService.EmptyBatchRequest'
  | 'AWS.SimpleQueueService.MessageNotInflight'
  | 'AWS.SimpleQueueService.NonExistentQueue'
  | 'AWS.SimpleQueueService.TooManyEntriesInBatchRequest'
  | 'AWS.SimpleQueueService.UnsupportedOperation'
  | 'InvalidMessageContents'
  | 'InvalidParameterValue'
  | 'ReceiptHandleIsInvalid';

/** A call that SQS refuses, whether it came over HTTP or from inside. */
export class SqsError extends LocalCloudError<SqsErrorCode> {}
