import { createRequire, findPackageJSON } from 'node:module';
import { dirname, join } from 'node:path';

/** What is used of fauxqs' parts; it exports their types nowhere. */
export interface QueueStore {
  host: string;
  region?: string;
  persistence?: QueuePersistence;
  /** By URL. */
  readonly queues: Map<string, StoredQueue>;
}

export interface StoredQueue {
  readonly name: string;
  url: string;
  persistence?: QueuePersistence;
}

export interface QueuePersistence {
  readonly db: { prepare(sql: string): { run(...values: string[]): unknown } };
  loadSqsAndSns(queues: QueueStore, topics: object): void;
  updateMessageReady(messageId: string): void;
  close(): void;
}

export interface FauxqsApp {
  inject(call: {
    method: 'POST';
    url: '/';
    headers: Readonly<Record<string, string>>;
    payload: Buffer;
  }): Promise<{
    statusCode: number;
    headers: Record<string, string | number | string[]>;
    rawPayload: Buffer;
  }>;
  close(): Promise<void>;
}

export interface FauxqsModules {
  readonly SqsStore: new () => QueueStore;
  readonly SnsStore: new () => object;
  readonly S3Store: new () => object;
  readonly PersistenceManager: new (dir: string) => QueuePersistence;
  readonly buildApp: (options: {
    readonly logger: false;
    readonly stores: { readonly sqsStore: QueueStore; readonly snsStore: object; readonly s3Store: object };
  }) => FauxqsApp;
}

/**
 * The parts that `startFauxqs` puts together, taken one by one, because what it puts together listens on every
 * network interface and asks nobody for a key. They are reached by their files: the package, whose version is pinned
 * for this reason, exports the whole only.
 */
export const loadFauxqs = (): FauxqsModules => {
  const require = createRequire(import.meta.url);
  const dist = join(dirname(findPackageJSON('fauxqs', import.meta.url) ?? ''), 'dist');
  const load = (file: string) => require(join(dist, file)) as FauxqsModules;
  return {
    SqsStore: load('sqs/sqsStore.js').SqsStore,
    SnsStore: load('sns/snsStore.js').SnsStore,
    S3Store: load('s3/s3Store.js').S3Store,
    PersistenceManager: load('persistence.js').PersistenceManager,
    buildApp: load('app.js').buildApp,
  };
};
