import { actions, operationNames, subresourceNouns } from './operations.ts';
import type { Action } from '../actions/action.ts';
import { invalidArgument, S3Error } from '../s3-error.ts';

export interface Route {
  /** AWS's name of the operation. */
  readonly operation: string;
  readonly action: Action;
}

/** What routing looks at. `bucket` and `key` are empty when the request names none. */
export interface Routable {
  readonly method: string;
  readonly bucket: string;
  readonly key: string;
  readonly query: URLSearchParams;
  header(name: string): string | undefined;
}

/**
 * Finds the operation that a request asks for.
 * @throws S3Error NotImplemented, naming an operation that exists on AWS alone; MethodNotAllowed, InvalidArgument
 */
export const route = (request: Routable): Route => {
  const operation = operationOf(request);
  const action = actions[operation];
  if (action !== undefined) return { operation, action };
  throw new S3Error('NotImplemented', `The operation ${operation} is not implemented by the local cloud.`, {
    remedy: 'What a bucket is configured with comes from the program; see the S3 README for what is served.',
    context: { Operation: operation },
  });
};

const operationOf = (request: Routable): string => {
  const { method, bucket, key, query } = request;
  const scope = bucket === '' ? 'service' : key === '' ? 'bucket' : 'object';
  const subresource = subresourceOf(query, scope);
  const name = operationNames[`${method} ${scope}${subresource === undefined ? '' : `?${subresource}`}`];
  const operation = name ?? configurationOperation(method, scope, subresource);
  if (operation === undefined) {
    throw new S3Error('MethodNotAllowed', 'The specified method is not allowed against this resource.', {
      context: { Method: method, ResourceType: (subresource ?? scope).toUpperCase() },
    });
  }
  refusePartNumber(operation, query);
  if (request.header('x-amz-copy-source') === undefined) return operation;
  return copies[operation] ?? operation;
};

/** The same requests with `x-amz-copy-source` are operations of their own. */
const copies: Readonly<Record<string, string>> = { PutObject: 'CopyObject', UploadPart: 'UploadPartCopy' };

type Scope = 'service' | 'bucket' | 'object';

/** The sub-resources of operations on a scope, whatever the method. */
const subresourcesOf = (scope: 'bucket' | 'object'): string[] => [
  ...Object.keys(operationNames).flatMap((name) => {
    const [target = '', subresource] = name.split('?');
    return subresource !== undefined && target.endsWith(scope) ? [subresource] : [];
  }),
  ...Object.keys(subresourceNouns[scope]),
];

/**
 * A sub-resource that is not recognised would turn, say, a change of tags into an overwrite of the object:
 * therefore every one that S3 knows is in the tables, whether it is served or not.
 */
const subresources = { service: [], bucket: subresourcesOf('bucket'), object: subresourcesOf('object') };

const subresourceOf = (query: URLSearchParams, scope: Scope): string | undefined => {
  const [first, second] = new Set(subresources[scope].filter((name) => query.has(name)));
  if (second !== undefined) {
    throw new S3Error('InvalidArgument', `Conflicting query string parameters: ${first}, ${second}.`);
  }
  return first;
};

const verbs: Readonly<Record<string, string>> = { GET: 'Get', PUT: 'Put', DELETE: 'Delete' };

const configurationOperation = (
  method: string,
  scope: Scope,
  subresource: string | undefined,
): string | undefined => {
  if (scope === 'service' || subresource === undefined) return undefined;
  const verb = verbs[method];
  const noun = subresourceNouns[scope][subresource];
  return verb === undefined || noun === undefined ? undefined : `${verb}${noun}`;
};

const refusePartNumber = (operation: string, query: URLSearchParams): void => {
  if (!query.has('partNumber') || operation === 'UploadPart') return;
  if (operation === 'GetObject' || operation === 'HeadObject') {
    throw new S3Error(
      'NotImplemented',
      `${operation} of a single part is not implemented by the local cloud.`,
      {
        remedy: 'Read a range of bytes instead.',
        context: { Operation: operation },
      },
    );
  }
  throw invalidArgument('This operation does not accept partNumber without uploadId.', 'partNumber');
};
