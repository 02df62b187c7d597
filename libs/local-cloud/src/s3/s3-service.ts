import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import type { Account } from '../iam/account.ts';
import type { AccessControl } from '../iam/access-control.ts';
import type { NotificationTarget } from './events/notification-targets.ts';
import { createNotifications, type EventQueue } from './events/notifications.ts';
import type { Incident } from './incident.ts';
import type { CorsRule } from './requests/cors.ts';
import { createRequestHandler } from './requests/request-handler.ts';
import { S3ConfigurationError } from './s3-error.ts';
import { createBlobFiles } from './store/blob-files.ts';
import { createBucketStore } from './store/bucket-store.ts';
import { createListing } from './store/listing.ts';
import { createObjectStore } from './store/object-store.ts';
import { referencedBlobs } from './store/referenced-blobs.ts';
import type { Store } from './store/store.ts';
import { createTables } from './store/tables.ts';
import { createUploadStore } from './store/upload-store.ts';

/** What the service is made of. */
export interface S3ServiceOptions {
  /** Where the bytes of objects are kept; created when it is missing. One service at a time. */
  readonly dir: string;
  /** Keeps everything else; stays open until the service is closed. */
  readonly database: DatabaseSync;
  readonly account: Account;
  readonly access: AccessControl;
  /** Takes events in the transactions of the database above. */
  readonly queue: EventQueue;
  /** Told of failures that no caller sees. */
  readonly onIncident: (incident: Incident) => void;
}

/** S3 for one account and region. */
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
   * Sets who is told of a bucket's changes, in place of what was set before. Events that are still in the queue for
   * functions which are not told any more are discarded.
   * @throws S3ConfigurationError unknown-bucket, invalid-notification
   */
  putNotifications(bucket: string, targets: readonly NotificationTarget[]): void;
  /** Sets a bucket's CORS rules, in place of those before. @throws S3ConfigurationError unknown-bucket */
  putCors(bucket: string, rules: readonly CorsRule[]): void;
  /** Call when every bucket has been set up: discards events of buckets that have no notifications any more. */
  settle(): void;
  /** Ends requests under way and waits until they have let go of the files. May be called again. */
  close(): Promise<void>;
}

/** Opens the service over its files; files that nothing refers to are deleted. */
export const createS3Service = (options: S3ServiceOptions): S3Service => {
  const { dir, database, account, access, queue, onIncident } = options;
  createTables(database);
  const blobs = createBlobFiles(join(dir, 'blobs'), (cause) => {
    onIncident({ kind: 'internal-error', cause });
  });
  blobs.removeOrphans(referencedBlobs(database));

  const owner = { canonicalId: createHash('sha256').update(account.accountId).digest('hex') };
  const notifications = createNotifications({
    database,
    account,
    ownerId: owner.canonicalId,
    queue,
    onDiscardedEvents: (discarded) => {
      onIncident({ kind: 'events-discarded', ...discarded });
    },
  });
  const store: Store = {
    account,
    owner,
    blobs,
    buckets: createBucketStore(database),
    objects: createObjectStore(database, blobs, notifications.record),
    uploads: createUploadStore(database, blobs),
    list: createListing(database),
  };
  const corsRules = new Map<string, readonly CorsRule[]>();
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
    await handler.stop();
    await blobs.settled();
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
      corsRules.set(bucket, rules);
    },
    settle: notifications.settle,
    close: () => (closed ??= close()),
  };
};
