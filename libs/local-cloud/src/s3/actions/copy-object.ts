import { checksumElement, parseChecksumAlgorithm } from '../checksums/checksums.ts';
import { readConditions } from '../http/conditions.ts';
import { copySource } from '../http/copy-source.ts';
import { findCopySource } from '../objects/copy-source.ts';
import { storedHeaders } from '../http/object-headers.ts';
import { sendXml } from '../http/responses.ts';
import type { S3Request } from '../http/s3-request.ts';
import { tagsOfHeader } from '../http/tag-set.ts';
import { invalidArgument, S3Error } from '../s3-error.ts';
import { copyContent, maxContentBytes } from '../objects/content.ts';
import type { StoredHeaders, StoredObject, Tag } from '../store/stored-object.ts';
import { isoTime } from '../http/xml-writer.ts';
import { quoted } from '../http/etag.ts';
import { writeCondition } from '../http/conditions.ts';
import type { Action } from './action.ts';
import { refuseVersion } from './refuse-version.ts';
import { writePermissions } from './write-permissions.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html */
export const copyObject: Action = {
  permissions(request) {
    const source = copySource(request);
    return [['s3:GetObject', request.arnOf(source.bucket, source.key)], ...writePermissions(request)];
  },
  async run(request, response, store) {
    const { bucket, key } = request;
    const condition = writeCondition(request);
    const origin = copySource(request);
    refuseVersion(origin.versionId);
    const conditions = readConditions(request, 'x-amz-copy-source-if');
    const source = findCopySource(request, store, origin, conditions, maxContentBytes);
    const headers = headersOfCopy(request, source);
    const tags = tagsOfCopy(request, source);
    const named = request.header('x-amz-checksum-algorithm');
    const algorithm = named === undefined ? source.checksum.algorithm : parseChecksumAlgorithm(named);
    const { content, checksum } = await copyContent(source, store.blobs, algorithm);
    const copy = store.objects.put({
      bucket,
      key,
      content: { ...content, checksum: { algorithm, type: 'FULL_OBJECT', value: checksum } },
      headers,
      tags,
      condition,
      eventName: 'ObjectCreated:Copy',
      origin: request,
    });
    sendXml(response, 'CopyObjectResult', {
      LastModified: isoTime(copy.lastModified),
      ETag: quoted(copy.etag),
      ChecksumType: copy.checksum.type,
      [checksumElement(algorithm)]: copy.checksum.value,
    });
  },
};

const headersOfCopy = (request: S3Request, source: StoredObject): StoredHeaders => {
  const given = storedHeaders(request);
  if (directive(request, 'x-amz-metadata-directive') === 'REPLACE') return given;
  const changes = ['x-amz-storage-class', 'x-amz-website-redirect-location', 'x-amz-server-side-encryption'];
  const changed = changes.filter((name) => given[name] !== undefined);
  if (source.bucket === request.bucket && source.key === request.key && changed.length === 0) {
    throw new S3Error(
      'InvalidRequest',
      "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
    );
  }
  return { ...source.headers, ...Object.fromEntries(changed.map((name) => [name, given[name] ?? ''])) };
};

/** Copying tags reads those of the source and writes those of the target, which are permissions of their own. */
const tagsOfCopy = (request: S3Request, source: StoredObject): readonly Tag[] => {
  if (directive(request, 'x-amz-tagging-directive') === 'REPLACE') {
    return tagsOfHeader(request.header('x-amz-tagging'));
  }
  if (source.tags.length > 0) {
    request.authorize('s3:GetObjectTagging', request.arnOf(source.bucket, source.key));
    request.authorize('s3:PutObjectTagging', request.arn);
  }
  return source.tags;
};

const directive = (request: S3Request, name: string): 'COPY' | 'REPLACE' => {
  const value = request.header(name) ?? 'COPY';
  if (value === 'COPY' || value === 'REPLACE') return value;
  throw invalidArgument(`Unknown ${name}: expected COPY or REPLACE.`, name, value);
};
