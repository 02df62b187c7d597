import type { Principal } from '../../iam/principal.ts';
import type { ObjectChange } from './object-change.ts';

/**
 * One record of an event notification.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
 */
export interface S3EventRecord {
  readonly eventVersion: '2.1';
  readonly eventSource: 'aws:s3';
  readonly awsRegion: string;
  readonly eventTime: string;
  readonly eventName: string;
  readonly userIdentity: { readonly principalId: string };
  readonly requestParameters: { readonly sourceIPAddress: string };
  readonly responseElements: { readonly 'x-amz-request-id': string; readonly 'x-amz-id-2': string };
  readonly s3: {
    readonly s3SchemaVersion: '1.0';
    readonly configurationId: string;
    readonly bucket: {
      readonly name: string;
      readonly ownerIdentity: { readonly principalId: string };
      readonly arn: string;
    };
    readonly object: {
      /** Form-encoded; see {@link formEncodeKey}. */
      readonly key: string;
      readonly size?: number;
      readonly eTag?: string;
      readonly sequencer: string;
    };
  };
}

/** What a function is given: always one record, though its shape allows more. */
export interface S3Event {
  readonly Records: readonly S3EventRecord[];
}

/** What a record says beside the change itself. */
export interface EventContext {
  readonly region: string;
  readonly bucketArn: string;
  /** Canonical id of the bucket's owner. */
  readonly ownerId: string;
  readonly configurationId: string;
  readonly sequencer: string;
  readonly time: Date;
}

/** The record that tells of a change. */
export const eventRecord = (
  { eventName, bucket, key, size, etag, origin }: ObjectChange,
  { region, bucketArn, ownerId, configurationId, sequencer, time }: EventContext,
): S3EventRecord => ({
  eventVersion: '2.1',
  eventSource: 'aws:s3',
  awsRegion: region,
  eventTime: time.toISOString(),
  eventName,
  userIdentity: { principalId: `AWS:${principalName(origin.principal)}` },
  requestParameters: { sourceIPAddress: origin.sourceIp },
  responseElements: { 'x-amz-request-id': origin.requestId, 'x-amz-id-2': origin.hostId },
  s3: {
    s3SchemaVersion: '1.0',
    configurationId,
    bucket: { name: bucket, ownerIdentity: { principalId: ownerId }, arn: bucketArn },
    object: {
      key: formEncodeKey(key),
      ...(size !== undefined && { size }),
      ...(etag !== undefined && { eTag: etag }),
      sequencer,
    },
  },
});

const principalName = (principal: Principal): string => {
  switch (principal.kind) {
    case 'role':
      return principal.roleName;
    case 'service':
      return principal.service;
    case 'root':
    case 'anonymous':
      return principal.kind;
  }
};

/**
 * A key as S3 writes it in events and in listings with `encoding-type=url`: like a form field
 * (a space becomes `+`, a plus `%2B`, UTF-8 is percent-encoded), but with slashes left alone.
 */
export const formEncodeKey = (key: string): string =>
  new URLSearchParams({ '': key }).toString().slice(1).replaceAll('%2F', '/');

/** The text that {@link formEncodeKey} was made from. */
export const formDecode = (encoded: string): string => decodeURIComponent(encoded.replaceAll('+', ' '));
