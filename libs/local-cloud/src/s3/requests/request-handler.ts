import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AccessControl } from '../../iam/access-control.ts';
import { AccessError } from '../../iam/access-error.ts';
import { refuseVersion } from '../actions/refuse-version.ts';
import { answerPreflight, setCorsHeaders, type CorsRule } from './cors.ts';
import { parseAddress, type Address } from '../http/address.ts';
import { sendError } from '../http/responses.ts';
import { identifyRequest, newRequestIds, type RequestIds, type S3Request } from '../http/s3-request.ts';
import { route } from '../routing/router.ts';
import { S3Error } from '../s3-error.ts';
import type { Store } from '../store/store.ts';

export interface RequestHandler {
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** Takes no more requests, cuts off those under way and resolves when they have let go of the store. */
  stop(): Promise<void>;
}

/** @param corsRulesOf which pages may call a bucket; none for a bucket without rules */
export const createRequestHandler = ({
  store,
  access,
  corsRulesOf,
  onInternalError,
}: {
  store: Store;
  access: AccessControl;
  corsRulesOf(bucket: string): readonly CorsRule[];
  onInternalError(error: unknown, requestId: string): void;
}): RequestHandler => {
  const underWay = new Map<IncomingMessage, Promise<void>>();
  let stopped = false;

  const serve = async (
    incoming: IncomingMessage,
    response: ServerResponse,
    address: Address,
    ids: RequestIds,
  ): Promise<void> => {
    const rules = corsRulesOf(address.bucket);
    if (incoming.method === 'OPTIONS') {
      answerPreflight(incoming, response, rules);
      return;
    }
    setCorsHeaders(incoming, response, rules);
    const request = identifyRequest(incoming, address, ids, access, store.account);
    const { operation, action } = route(request);
    if (request.bucket !== '' && operation !== 'CreateBucket') store.buckets.require(request.bucket);
    refuseOtherOwner(request, store.account.accountId);
    refuseVersion(request.query.get('versionId'));
    const { permissions } = action;
    if (typeof permissions === 'string') request.authorize(permissions, request.arn);
    else for (const [name, resource] of permissions(request, store)) request.authorize(name, resource);
    await action.run(request, response, store);
  };

  const handle = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const ids = newRequestIds();
    response.setHeader('x-amz-request-id', ids.requestId);
    response.setHeader('x-amz-id-2', ids.hostId);
    response.setHeader('server', 'AmazonS3');
    let resource = incoming.url ?? '/';
    try {
      if (stopped) throw new S3Error('ServiceUnavailable', 'S3 is shutting down.');
      const address = parseAddress(incoming, store.account.region);
      resource = address.resource;
      await serve(incoming, response, address, ids);
    } catch (error) {
      const refusal = asRefusal(error);
      if (refusal === undefined && !isDisconnection(error)) onInternalError(error, ids.requestId);
      if (response.headersSent || response.destroyed) response.destroy();
      else {
        const context = { ...ids, method: incoming.method ?? 'GET', resource };
        sendError(response, refusal ?? internalError(error), context);
        // Node drops what is left of a body only when nobody has begun to read it; the next request waits behind it.
        incoming.resume();
      }
    }
  };

  return {
    handle(incoming, response) {
      const handled = handle(incoming, response).finally(() => underWay.delete(incoming));
      underWay.set(incoming, handled);
      return handled;
    },
    async stop() {
      stopped = true;
      for (const incoming of underWay.keys()) incoming.destroy();
      await Promise.all(underWay.values());
    },
  };
};

const asRefusal = (error: unknown): S3Error | AccessError | undefined =>
  error instanceof S3Error || error instanceof AccessError ? error : undefined;

/** A client that goes away in the middle of a transfer is no failure of ours. */
const isDisconnection = (error: unknown): boolean =>
  typeof error === 'object' &&
  error !== null &&
  'code' in error &&
  ['ERR_STREAM_PREMATURE_CLOSE', 'ECONNRESET', 'EPIPE'].includes(String(error.code));

const internalError = (cause: unknown): S3Error =>
  new S3Error('InternalError', 'We encountered an internal error. Please try again.', { cause });

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-owner-condition.html */
const refuseOtherOwner = (request: S3Request, accountId: string): void => {
  for (const name of ['x-amz-expected-bucket-owner', 'x-amz-source-expected-bucket-owner']) {
    const expected = request.header(name);
    if (expected !== undefined && expected !== accountId) {
      throw new S3Error('AccessDenied', 'Access Denied.', { context: { Header: name } });
    }
  }
};
