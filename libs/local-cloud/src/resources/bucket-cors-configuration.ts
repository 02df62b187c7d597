import * as v from 'valibot';
import { defineResource } from './resource-handler.ts';

const texts = v.optional(v.array(v.string()));

const rule = v.strictObject({
  id: v.optional(v.string()),
  allowedOrigins: v.array(v.string()),
  allowedMethods: v.array(v.picklist(['GET', 'PUT', 'HEAD', 'POST', 'DELETE'])),
  allowedHeaders: texts,
  exposeHeaders: texts,
  maxAgeSeconds: v.optional(v.number()),
});

export const bucketCorsConfiguration = defineResource({
  type: 'aws:s3/bucketCorsConfiguration:BucketCorsConfiguration',
  inputs: { bucket: v.string(), corsRules: v.array(rule) },
  describe: ({ inputs }, { region }) => ({ id: String(inputs['bucket']), outputs: { region } }),
  realise({ bucket, corsRules }, { services }) {
    services.s3.putCors(bucket, corsRules.map(withoutId));
  },
});

/** The id names a rule for its author; S3 makes nothing of it. */
const withoutId = ({ id: _, ...rest }: v.InferOutput<typeof rule>) => rest;
