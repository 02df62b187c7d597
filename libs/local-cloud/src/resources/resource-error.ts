import { LocalCloudError } from '../errors.ts';

export type ResourceErrorCode =
  /** No handler for the type, and nobody declared it inert. */
  | 'unsupported-type'
  /** An input property that the handler would have to ignore, or a value it cannot honour. */
  | 'unsupported-input'
  | 'unsupported-data-source'
  /** What AWS would refuse too, such as a notification to a function that S3 may not invoke. */
  | 'refused';

/** A resource or data source of the program cannot be realised as declared. */
export class ResourceError extends LocalCloudError<ResourceErrorCode> {}
