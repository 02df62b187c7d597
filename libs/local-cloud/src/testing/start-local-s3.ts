import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bindLoopback } from '../http/loopback-server.ts';
import { createAccessControl } from '../iam/access-control.ts';
import { localAccountId } from '../iam/account.ts';
import { createCredentialStore, type Credentials } from '../iam/credential-store.ts';
import { openDatabase } from '../machine/database.ts';
import type { EventQueue } from '../s3/events/notifications.ts';
import { describeIncident } from '../s3/incident.ts';
import { createS3Service } from '../s3/s3-service.ts';

/** The S3 of the local cloud, without a program and the other services. */
export interface LocalS3 {
  /** Such as `http://127.0.0.1:49152`; buckets are addressed by path or by name. */
  readonly endpoint: string;
  readonly region: string;
  /** May do everything here. Made anew with every start, so that no web page can know it. */
  readonly credentials: Credentials;
  /** Cuts every connection and deletes all objects. */
  close(): Promise<void>;
}

/** No bucket notifies anybody. */
const noEvents: EventQueue = { enqueueFrom: () => undefined, sources: () => [], withdraw: () => 0 };

/**
 * Starts it for tests, on a free port of 127.0.0.1; objects are in a temporary folder. What goes wrong inside is a
 * warning of the process, beside the 500 that the client gets.
 * @param buckets their names
 * @throws S3ConfigurationError invalid-bucket-name
 */
export const startLocalS3 = async (buckets: readonly string[]): Promise<LocalS3> => {
  await using opened = new AsyncDisposableStack();
  const dir = await mkdtemp(join(tmpdir(), 'local-s3-'));
  opened.defer(() => rm(dir, { recursive: true }));
  const database = openDatabase(dir);
  opened.defer(() => database.close());
  const credentials = { accessKeyId: randomUUID(), secretAccessKey: randomUUID() };
  const region = 'us-east-1';
  const s3 = createS3Service({
    dir: join(dir, 's3'),
    database,
    account: { accountId: localAccountId, region, partition: 'aws' },
    access: createAccessControl(createCredentialStore(credentials)),
    queue: noEvents,
    onIncident: (incident) => process.emitWarning(describeIncident(incident)),
  });
  opened.defer(() => s3.close());
  buckets.forEach(s3.createBucket);
  const server = await bindLoopback(0, 'port');
  opened.defer(() => server.close());
  server.serve((request, response) => void s3.handle(request, response));
  const running = opened.move();
  return {
    endpoint: server.url,
    region,
    credentials,
    close: () => running.disposeAsync(),
  };
};
