import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { CorsRule } from './requests/cors.ts';
import { parseCorsRules } from './requests/cors.ts';
import type { NotificationTarget } from './events/notification-targets.ts';
import { createNotifications } from './events/notifications.ts';
import { parseOptions, type S3ServiceOptions } from './options.ts';
import { createRequestHandler } from './requests/request-handler.ts';
import { S3ConfigurationError } from './s3-error.ts';
import { createBlobFiles } from './store/blob-files.ts';
import { createBucketStore } from './store/bucket-store.ts';
import { openDatabase } from './store/database.ts';
import { createListing } from './store/listing.ts';
import { createObjectStore } from './store/object-store.ts';
import { referencedBlobs } from './store/referenced-blobs.ts';
import type { Store } from './store/store.ts';
import { createUploadStore } from './store/upload-store.ts';

/** S3 for one account and region, over one directory. */
export interface S3Service {
  /** Serves one HTTP request. Never rejects: what goes wrong is answered, or reported as an incident. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /**
   * Declares a bucket. Its objects outlive a restart, the declaration does not: a bucket that is not declared
   * again is out of reach, and comes back with its objects when it is.
   * @throws S3ConfigurationError invalid-bucket-name
   */
  createBucket(name: string): void;
  /**
   * Sets who is told of a bucket's changes, in place of what was set before, and begins to deliver what an earlier
   * run left undelivered for these targets; events left for others are discarded.
   * @throws S3ConfigurationError unknown-bucket, invalid-notification
   */
  putNotifications(bucket: string, targets: readonly NotificationTarget[]): void;
  /** Sets a bucket's CORS rules, in place of those before. @throws S3ConfigurationError unknown-bucket, invalid-cors */
  putCors(bucket: string, rules: readonly CorsRule[]): void;
  /** The declared buckets, sorted. */
  bucketNames(): string[];
  /** Call when every bucket has been set up: settles what is left in the outbox for buckets without notifications. */
  resume(): void;
  /** Resolves when every event has been delivered; rejects when the service is closed before. */
  idle(): Promise<void>;
  /** Ends requests under way, waits for deliveries under way, and closes the files. May be called again. */
  close(): Promise<void>;
}

/** @throws S3ConfigurationError invalid-options, directory-unusable */
export const createS3Service = (options: S3ServiceOptions): S3Service => {
  const { dir, region, accountId, access, deliver, onIncident } = parseOptions(options);
  const database = openDatabase(dir);
  const blobs = createBlobFiles(join(dir, 'blobs'), (cause) => {
    onIncident({ kind: 'internal-error', cause });
  });
  blobs.removeOrphans(referencedBlobs(database));

  const owner = { accountId, canonicalId: createHash('sha256').update(accountId).digest('hex') };
  const notifications = createNotifications({
    database,
    region,
    ownerId: owner.canonicalId,
    deliver,
    onFailedDelivery: (failure) => {
      onIncident({ kind: 'delivery-failed', ...failure });
    },
    onDiscardedEvents: (discarded) => {
      onIncident({ kind: 'events-discarded', ...discarded });
    },
  });
  const store: Store = {
    region,
    owner,
    blobs,
    buckets: createBucketStore(database),
    objects: createObjectStore(database, blobs, notifications.record),
    uploads: createUploadStore(database, blobs),
    list: createListing(database),
  };
  const corsRules = new Map<string, CorsRule[]>();
  const handler = createRequestHandler({
    store,
    access,
    corsRulesOf: (bucket) => corsRules.get(bucket) ?? [],
    onInternalError: (cause, requestId) => {
      onIncident({ kind: 'internal-error', requestId, cause });
    },
  });

  const requireDeclared = (bucket: string): void => {
    if (store.buckets.has(bucket)) return;
    throw new S3ConfigurationError('unknown-bucket', `There is no bucket ${bucket}.`, {
      remedy: 'Create it first.',
      context: { bucket },
    });
  };

  const close = async (): Promise<void> => {
    await Promise.all([handler.stop(), notifications.stop()]);
    await blobs.settled();
    database.close();
  };
  let closed: Promise<void> | undefined;

  return {
    handle: handler.handle,
    createBucket: store.buckets.declare,
    putNotifications(bucket, targets) {
      requireDeclared(bucket);
      notifications.configure(bucket, targets);
    },
    putCors(bucket, rules) {
      requireDeclared(bucket);
      corsRules.set(bucket, parseCorsRules(bucket, rules));
    },
    bucketNames: () => store.buckets.all().map(({ name }) => name),
    resume: notifications.resume,
    idle: notifications.idle,
    close: () => (closed ??= close()),
  };
};
