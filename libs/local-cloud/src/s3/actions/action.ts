import type { ServerResponse } from 'node:http';
import type { S3Request } from '../http/s3-request.ts';
import type { Store } from '../store/store.ts';

/** An IAM action on a resource, both as AWS writes them: `s3:GetObject`, `arn:aws:s3:::bucket/key`. */
export type Permission = readonly [action: string, resource: string];

/** One operation of S3's API. */
export interface Action {
  /** What the caller must be allowed before `run` is called: an action on what the request names, or several things. */
  readonly permissions: string | ((request: S3Request, store: Store) => readonly Permission[]);
  /** Serves the call. An error thrown before the answer has begun becomes S3's error document. */
  run(request: S3Request, response: ServerResponse, store: Store): Promise<void> | void;
}
