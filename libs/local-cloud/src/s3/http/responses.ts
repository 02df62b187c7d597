import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { AccessError } from '../../iam/access-error.ts';
import { S3Error } from '../s3-error.ts';
import type { RequestIds } from './s3-request.ts';
import { xmlDocument, type XmlContent } from './xml-writer.ts';

/** Answers 200 with a document in S3's namespace. */
export const sendXml = (
  response: ServerResponse,
  root: string,
  content: XmlContent,
  headers: OutgoingHttpHeaders = {},
): void => {
  send(response, 200, xmlDocument(root, content), headers);
};

/** Answers without a body. */
export const sendEmpty = (
  response: ServerResponse,
  status: 200 | 204 | 304 = 200,
  headers: OutgoingHttpHeaders = {},
): void => {
  response.writeHead(status, status === 200 ? { 'content-length': 0, ...headers } : headers).end();
};

/**
 * S3's error document. A `HEAD` is answered by status alone, as HTTP demands.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html#RESTErrorResponses
 */
export const sendError = (
  response: ServerResponse,
  error: S3Error | AccessError,
  { method, resource, requestId, hostId }: RequestIds & { method: string; resource: string },
): void => {
  const headers = error.code === 'InvalidRange' ? unsatisfiedRange(error) : {};
  const details = error instanceof S3Error ? error.context : {};
  const document = xmlDocument(
    'Error',
    {
      Code: error.code,
      Message: error.message,
      ...details,
      Resource: resource,
      RequestId: requestId,
      HostId: hostId,
    },
    '',
  );
  if (method === 'HEAD') response.writeHead(error.statusCode, headers).end();
  else send(response, error.statusCode, document, headers);
};

const unsatisfiedRange = (error: S3Error | AccessError): OutgoingHttpHeaders => ({
  'content-range': `bytes */${error.context['ActualObjectSize']}`,
});

const send = (
  response: ServerResponse,
  status: number,
  document: string,
  headers: OutgoingHttpHeaders,
): void => {
  response
    .writeHead(status, {
      'content-type': 'application/xml',
      'content-length': Buffer.byteLength(document),
      ...headers,
    })
    .end(document);
};
