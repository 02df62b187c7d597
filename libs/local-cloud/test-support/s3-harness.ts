import { EventEmitter, once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import { createAccessControl, type AccessControl } from '../src/iam/access-control.ts';
import type { Account } from '../src/iam/account.ts';
import { createCredentialStore, rootCredentials } from '../src/iam/credential-store.ts';
import { openDatabase } from '../src/machine/database.ts';
import type { S3Event } from '../src/s3/events/event-record.ts';
import type { EventQueue } from '../src/s3/events/notifications.ts';
import type { Incident } from '../src/s3/incident.ts';
import { createS3Service, type S3Service } from '../src/s3/s3-service.ts';
import { openFunctionQueue } from './function-queue.ts';

// Real servers and files on a machine that may be busy with other suites; no test waits for this on purpose.

export const testBucket = 'photos';
export const testRegion = 'eu-central-1';
export const testAccountId = '123456789012';
export const testAccount: Account = { accountId: testAccountId, region: testRegion, partition: 'aws' };

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** A service behind a real HTTP server on a free port, and clients for it. */
export interface S3Harness {
  readonly dir: string;
  readonly port: number;
  readonly endpoint: string;
  readonly service: S3Service;
  readonly client: S3Client;
  /** Events in the order of their delivery. */
  readonly delivered: { functionArn: string; event: S3Event }[];
  readonly incidents: Incident[];
  /** What the functions' logs say. */
  readonly functionLog: readonly string[];
  /** Resolves when every event has been delivered to the functions that are told of changes. */
  idle(): Promise<void>;
  newClient(config?: S3ClientConfig): S3Client;
  /** One request exactly as given: no signing, no normalisation of the path. It claims the root key unless told. */
  send(method: string, target: string, options?: RawRequest): Promise<Answer>;
  /** Resolves once a further request has reached the service. */
  requestArrived(): Promise<void>;
  close(): Promise<void>;
}

export interface RawRequest {
  readonly headers?: Record<string, string>;
  readonly body?: Buffer | string;
  readonly anonymous?: boolean;
}

export interface HarnessOptions {
  /** Default: a new directory, deleted by `close`. */
  readonly dir?: string;
  readonly buckets?: readonly string[];
  readonly deliver?: (functionArn: string, event: S3Event) => Promise<void>;
  readonly access?: AccessControl;
  /** Called in the place of the queue, when a change is told of. */
  readonly enqueueFrom?: EventQueue['enqueueFrom'];
}

/** An Authorization header that claims the root key; its signature is made up. */
export const claimedCredential = `AWS4-HMAC-SHA256 Credential=${rootCredentials.accessKeyId}/20260101/${testRegion}/s3/aws4_request, SignedHeaders=host, Signature=0`;

export const startS3 = async (options: HarnessOptions = {}): Promise<S3Harness> => {
  const dir = options.dir ?? mkdtempSync(join(tmpdir(), 'local-s3-'));
  const delivered: S3Harness['delivered'] = [];
  const incidents: Incident[] = [];
  mkdirSync(dir, { recursive: true });
  const database = openDatabase(dir);
  const queue = openFunctionQueue(database);
  const s3 = createS3Service({
    dir,
    database,
    account: testAccount,
    access: options.access ?? createAccessControl(createCredentialStore()),
    queue: { ...queue.events, ...(options.enqueueFrom && { enqueueFrom: options.enqueueFrom }) },
    onIncident: (incident) => void incidents.push(incident),
  });
  const closeAll = async () => {
    await Promise.all([s3.close(), queue.close()]);
    database.close();
  };
  let closed: Promise<void> | undefined;
  const service: S3Service = {
    ...s3,
    putNotifications(bucket, targets) {
      s3.putNotifications(bucket, targets);
      for (const { functionArn } of targets) {
        queue.addFunction(functionArn, async (event) => {
          await options.deliver?.(functionArn, event);
          delivered.push({ functionArn, event });
        });
      }
    },
    close: () => (closed ??= closeAll()),
  };
  for (const bucket of options.buckets ?? [testBucket]) service.createBucket(bucket);

  const arrivals = new EventEmitter();
  const server = createServer((request, response) => {
    void service.handle(request, response);
    arrivals.emit('request');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const endpoint = `http://127.0.0.1:${String(port)}`;
  const newClient = (config: S3ClientConfig = {}): S3Client =>
    new S3Client({
      endpoint,
      region: testRegion,
      forcePathStyle: true,
      credentials: rootCredentials,
      maxAttempts: 1,
      ...config,
    });
  const client = newClient();

  return {
    dir,
    port,
    endpoint,
    service,
    client,
    delivered,
    incidents,
    functionLog: queue.log,
    newClient,
    send: (method, target, request) => sendRaw(port, method, target, request),
    idle: queue.idle,
    async requestArrived() {
      await once(arrivals, 'request');
    },
    async close() {
      client.destroy();
      await service.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      if (options.dir === undefined) rmSync(dir, { recursive: true });
    },
  };
};

/** Runs `work` with a service of its own. */
export const withS3 = async (
  options: HarnessOptions,
  work: (s3: S3Harness) => Promise<void>,
): Promise<void> => {
  const s3 = await startS3(options);
  try {
    await work(s3);
  } finally {
    await s3.close();
  }
};

/** What the files of a service's directory hold, sorted. */
export const blobsOnDisk = (dir: string): string[] =>
  readdirSync(join(dir, 'blobs'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
    .sort();

const sendRaw = (
  port: number,
  method: string,
  target: string,
  { headers = {}, body, anonymous = false }: RawRequest = {},
): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const request = httpRequest({
      port,
      host: '127.0.0.1',
      method,
      path: target,
      agent: false,
      headers: {
        ...(!anonymous && { authorization: claimedCredential }),
        ...(body !== undefined && { 'content-length': Buffer.byteLength(body) }),
        ...headers,
      },
    });
    request.once('error', reject);
    request.once('response', (response) => {
      buffer(response).then((received) => {
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: received });
      }, reject);
    });
    request.end(body);
  });
