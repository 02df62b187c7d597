import type { Action } from '../actions/action.ts';
import { abortMultipartUpload } from '../actions/abort-multipart-upload.ts';
import { completeMultipartUpload } from '../actions/complete-multipart-upload.ts';
import { copyObject } from '../actions/copy-object.ts';
import { createBucket } from '../actions/create-bucket.ts';
import { createMultipartUpload } from '../actions/create-multipart-upload.ts';
import { deleteBucket } from '../actions/delete-bucket.ts';
import { deleteObject } from '../actions/delete-object.ts';
import { deleteObjectTagging } from '../actions/delete-object-tagging.ts';
import { deleteObjects } from '../actions/delete-objects.ts';
import { getBucketLocation } from '../actions/get-bucket-location.ts';
import { getBucketVersioning } from '../actions/get-bucket-versioning.ts';
import { getObject } from '../actions/get-object.ts';
import { getObjectTagging } from '../actions/get-object-tagging.ts';
import { headBucket } from '../actions/head-bucket.ts';
import { headObject } from '../actions/head-object.ts';
import { listBuckets } from '../actions/list-buckets.ts';
import { listMultipartUploads } from '../actions/list-multipart-uploads.ts';
import { listObjects } from '../actions/list-objects.ts';
import { listObjectsV2 } from '../actions/list-objects-v2.ts';
import { listParts } from '../actions/list-parts.ts';
import { putObject } from '../actions/put-object.ts';
import { putObjectTagging } from '../actions/put-object-tagging.ts';
import { uploadPart } from '../actions/upload-part.ts';
import { uploadPartCopy } from '../actions/upload-part-copy.ts';

/** The operations that are served, by the names AWS gives them. */
export const actions: Readonly<Record<string, Action>> = {
  AbortMultipartUpload: abortMultipartUpload,
  CompleteMultipartUpload: completeMultipartUpload,
  CopyObject: copyObject,
  CreateBucket: createBucket,
  CreateMultipartUpload: createMultipartUpload,
  DeleteBucket: deleteBucket,
  DeleteObject: deleteObject,
  DeleteObjectTagging: deleteObjectTagging,
  DeleteObjects: deleteObjects,
  GetBucketLocation: getBucketLocation,
  GetBucketVersioning: getBucketVersioning,
  GetObject: getObject,
  GetObjectTagging: getObjectTagging,
  HeadBucket: headBucket,
  HeadObject: headObject,
  ListBuckets: listBuckets,
  ListMultipartUploads: listMultipartUploads,
  ListObjects: listObjects,
  ListObjectsV2: listObjectsV2,
  ListParts: listParts,
  PutObject: putObject,
  PutObjectTagging: putObjectTagging,
  UploadPart: uploadPart,
  UploadPartCopy: uploadPartCopy,
};

/** `<method> <what the path names>`, and the sub-resource after a question mark: the name of the operation. */
export const operationNames: Readonly<Record<string, string>> = {
  'GET service': 'ListBuckets',
  'HEAD bucket': 'HeadBucket',
  'PUT bucket': 'CreateBucket',
  'DELETE bucket': 'DeleteBucket',
  'POST bucket': 'PostObject',
  'GET bucket': 'ListObjects',
  'GET bucket?list-type': 'ListObjectsV2',
  'GET bucket?location': 'GetBucketLocation',
  'GET bucket?uploads': 'ListMultipartUploads',
  'GET bucket?versions': 'ListObjectVersions',
  'GET bucket?session': 'CreateSession',
  'POST bucket?delete': 'DeleteObjects',
  'GET object': 'GetObject',
  'HEAD object': 'HeadObject',
  'PUT object': 'PutObject',
  'DELETE object': 'DeleteObject',
  'POST object?uploads': 'CreateMultipartUpload',
  'PUT object?uploadId': 'UploadPart',
  'POST object?uploadId': 'CompleteMultipartUpload',
  'DELETE object?uploadId': 'AbortMultipartUpload',
  'GET object?uploadId': 'ListParts',
  'POST object?restore': 'RestoreObject',
  'POST object?select': 'SelectObjectContent',
  'PUT object?renameObject': 'RenameObject',
};

/** Sub-resources whose operations are named `<Get|Put|Delete><noun>`. */
export const subresourceNouns: Readonly<Record<'bucket' | 'object', Readonly<Record<string, string>>>> = {
  bucket: {
    abac: 'BucketAbac',
    accelerate: 'BucketAccelerateConfiguration',
    acl: 'BucketAcl',
    analytics: 'BucketAnalyticsConfiguration',
    cors: 'BucketCors',
    encryption: 'BucketEncryption',
    'intelligent-tiering': 'BucketIntelligentTieringConfiguration',
    inventory: 'BucketInventoryConfiguration',
    lifecycle: 'BucketLifecycleConfiguration',
    logging: 'BucketLogging',
    metadataConfiguration: 'BucketMetadataConfiguration',
    metadataTable: 'BucketMetadataTableConfiguration',
    metrics: 'BucketMetricsConfiguration',
    notification: 'BucketNotificationConfiguration',
    'object-lock': 'ObjectLockConfiguration',
    ownershipControls: 'BucketOwnershipControls',
    policy: 'BucketPolicy',
    policyStatus: 'BucketPolicyStatus',
    publicAccessBlock: 'PublicAccessBlock',
    replication: 'BucketReplication',
    requestPayment: 'BucketRequestPayment',
    tagging: 'BucketTagging',
    versioning: 'BucketVersioning',
    website: 'BucketWebsite',
  },
  object: {
    acl: 'ObjectAcl',
    attributes: 'ObjectAttributes',
    encryption: 'ObjectEncryption',
    'legal-hold': 'ObjectLegalHold',
    retention: 'ObjectRetention',
    tagging: 'ObjectTagging',
    torrent: 'ObjectTorrent',
  },
};
