import * as v from 'valibot';
import { inertInput, parseInputs } from '../declarations/declared-inputs.ts';
import { policyDocument } from '../iam/policy-document.ts';
import { eventTypes, type NotificationTarget } from './events/notification-targets.ts';

const bucketSchema = v.strictObject({
  bucket: v.optional(v.string()),
  forceDestroy: inertInput('nothing is destroyed here'),
});

/** Reads the inputs of an `aws:s3/bucket:Bucket`. @throws InputError */
export const parseBucket = (given: unknown) => parseInputs(bucketSchema, given);

const pattern = v.pipe(
  v.string(),
  v.check((text) => text.split('*').length <= 2, 'at most one *'),
);
const methods = v.array(v.picklist(['GET', 'PUT', 'HEAD', 'POST', 'DELETE']));

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/ManageCorsUsing.html */
const corsSchema = v.strictObject({
  bucket: v.string(),
  corsRules: v.pipe(
    v.array(
      v.pipe(
        v.strictObject({
          id: v.optional(v.string()),
          allowedOrigins: v.pipe(v.array(pattern), v.minLength(1, 'at least one')),
          allowedMethods: v.pipe(methods, v.minLength(1, 'at least one')),
          allowedHeaders: v.optional(v.array(pattern)),
          exposeHeaders: v.optional(v.array(v.string())),
          maxAgeSeconds: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0, 'no less than 0'))),
        }),
        // The id names a rule for its author; S3 makes nothing of it.
        v.transform(({ id: _, ...rule }) => rule),
      ),
    ),
    v.maxLength(100, 'at most 100 rules'),
  ),
});

/** Reads the inputs of an `aws:s3/bucketCorsConfiguration:BucketCorsConfiguration`. @throws InputError */
export const parseBucketCors = (given: unknown) => parseInputs(corsSchema, given).inputs;

const notificationSchema = v.strictObject({
  bucket: v.string(),
  lambdaFunctions: v.optional(
    v.array(
      v.strictObject({
        id: v.optional(v.pipe(v.string(), v.nonEmpty('an id that is not empty'))),
        lambdaFunctionArn: v.pipe(v.string(), v.startsWith('arn:', 'an ARN')),
        events: v.pipe(v.array(v.picklist(eventTypes)), v.minLength(1, 'at least one')),
        filterPrefix: v.optional(v.string()),
        filterSuffix: v.optional(v.string()),
      }),
    ),
    [],
  ),
});

/** Reads the inputs of an `aws:s3/bucketNotification:BucketNotification`. @throws InputError */
export const parseBucketNotification = (
  given: unknown,
): { readonly bucket: string; readonly targets: readonly NotificationTarget[] } => {
  const { bucket, lambdaFunctions } = parseInputs(notificationSchema, given).inputs;
  const targets = lambdaFunctions.map(({ id, lambdaFunctionArn, events, ...filter }, index) => ({
    id: id ?? `notification-${index}`,
    functionArn: lambdaFunctionArn,
    events,
    ...(filter.filterPrefix !== undefined && { prefix: filter.filterPrefix }),
    ...(filter.filterSuffix !== undefined && { suffix: filter.filterSuffix }),
  }));
  return { bucket, targets };
};

const policySchema = v.strictObject({ bucket: v.string(), policy: policyDocument });

/** Reads the inputs of an `aws:s3/bucketPolicy:BucketPolicy`. @throws InputError */
export const parseBucketPolicy = (given: unknown) => parseInputs(policySchema, given).inputs;
