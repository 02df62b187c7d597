import * as v from 'valibot';
import { inertInput } from '../../declarations/declared-inputs.ts';
import { inputsReader } from './parse-inputs.ts';

const schema = v.strictObject({
  name: v.optional(v.string()),
  description: inertInput('a description changes nothing'),
  originAccessControlOriginType: v.literal('s3', 's3'),
  // No Authorization header of a viewer is forwarded, so that "no-override" comes to the same as "always".
  signingBehavior: v.picklist(['always', 'never', 'no-override'], 'always, never or no-override'),
  signingProtocol: v.literal('sigv4', 'sigv4'),
});

/** Whether and how CloudFront signs what it asks of an origin. */
export type OriginAccessControl = v.InferOutput<typeof schema>;

/** @throws CloudFrontError InvalidArgument */
export const parseOriginAccessControl = inputsReader('origin access control', schema);
