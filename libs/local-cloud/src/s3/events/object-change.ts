import type { Principal } from '../../iam/principal.ts';

export type ObjectEventName =
  | 'ObjectCreated:Put'
  | 'ObjectCreated:Copy'
  | 'ObjectCreated:CompleteMultipartUpload'
  | 'ObjectRemoved:Delete';

/** The request that changed an object. */
export interface ChangeOrigin {
  readonly principal: Principal;
  readonly sourceIp: string;
  readonly requestId: string;
  readonly hostId: string;
}

export interface ObjectChange {
  readonly eventName: ObjectEventName;
  readonly bucket: string;
  readonly key: string;
  /** Bytes; absent when the object was removed. */
  readonly size?: number;
  /** Without quotes; absent when the object was removed. */
  readonly etag?: string;
  readonly origin: ChangeOrigin;
}
