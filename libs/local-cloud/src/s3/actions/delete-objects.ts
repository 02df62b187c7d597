import * as v from 'valibot';
import { AccessError } from '../../iam/access-error.ts';
import { declaredPayload, type DeclaredPayload } from '../body/declared-payload.ts';
import { readSmallBody } from '../body/verified-body.ts';
import { sendXml } from '../http/responses.ts';
import type { S3Request } from '../http/s3-request.ts';
import { readXml } from '../http/xml-reader.ts';
import type { XmlContent } from '../http/xml-writer.ts';
import { S3Error } from '../s3-error.ts';
import type { Store } from '../store/store.ts';
import type { WriteCondition } from '../store/write-condition.ts';
import { unquoted } from '../http/etag.ts';
import type { Action } from './action.ts';
import { refuseVersion } from './refuse-version.ts';

/** S3's limit. */
const maxKeys = 1000;
/** A thousand keys of 1,024 bytes, each byte escaped as a reference of six, and their elements. */
const maxDocumentBytes = 8 * 1024 * 1024;

const deleteSchema = v.object({
  Delete: v.object({
    Quiet: v.optional(v.picklist(['true', 'false'])),
    Object: v.pipe(
      v.array(
        v.object({
          Key: v.pipe(v.string(), v.nonEmpty()),
          VersionId: v.optional(v.string()),
          ETag: v.optional(v.string()),
        }),
      ),
      v.maxLength(maxKeys),
    ),
  }),
});

type Target = v.InferOutput<typeof deleteSchema>['Delete']['Object'][number];

/**
 * Each key is authorised and answered for itself; one refusal leaves the others be.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html
 */
export const deleteObjects: Action = {
  permissions() {
    return [];
  },
  async run(request, response, store) {
    const payload = declaredPayload(request);
    requireIntegrity(payload);
    const document = await readSmallBody(request, payload, maxDocumentBytes);
    const { Quiet, Object: targets } = readXml(document, deleteSchema, ['Object']).Delete;
    const deleted: XmlContent[] = [];
    const errors: XmlContent[] = [];
    for (const target of targets) {
      const refusal = deleteOne(request, store, target);
      if (refusal !== undefined) {
        errors.push({ Key: target.Key, Code: refusal.code, Message: refusal.message });
      } else if (Quiet !== 'true') deleted.push({ Key: target.Key });
    }
    sendXml(response, 'DeleteResult', { Deleted: deleted, Error: errors });
  },
};

const requireIntegrity = ({ md5, checksum }: DeclaredPayload): void => {
  if (md5 !== undefined || checksum !== undefined) return;
  throw new S3Error(
    'InvalidRequest',
    'Missing required header for this request: Content-MD5 OR x-amz-checksum-*',
  );
};

const deleteOne = (
  request: S3Request,
  { objects }: Store,
  { Key: key, VersionId, ETag }: Target,
): S3Error | AccessError | undefined => {
  const { bucket } = request;
  const condition: WriteCondition =
    ETag === undefined ? { kind: 'none' } : { kind: 'match', etag: unquoted(ETag) };
  try {
    refuseVersion(VersionId);
    request.authorize('s3:DeleteObject', request.arnOf(bucket, key));
    if (ETag !== undefined && ETag !== '*') request.authorize('s3:GetObject', request.arnOf(bucket, key));
    objects.remove({ bucket, key, condition, origin: request });
    return undefined;
  } catch (error) {
    if (error instanceof S3Error || error instanceof AccessError) return error;
    throw error;
  }
};
