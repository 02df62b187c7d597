import { S3Client } from '@aws-sdk/client-s3';

export const buckets = { raw: 'raw-images', processed: 'processed-images' } as const;

/** An S3 on this machine, with both buckets. */
export interface S3Server {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  close(): Promise<void>;
}

/** A client of the server, or of what stands before it at another endpoint. The caller closes it. */
export const s3ClientOf = (
  { endpoint, region, credentials }: Omit<S3Server, 'close'>,
  maxAttempts = 3,
  maxSockets = 1,
): S3Client =>
  new S3Client({
    endpoint,
    region,
    credentials,
    forcePathStyle: true,
    maxAttempts,
    // Of one connection: whoever keeps it keeps it from everybody.
    requestHandler: { httpAgent: { maxSockets } },
  });
