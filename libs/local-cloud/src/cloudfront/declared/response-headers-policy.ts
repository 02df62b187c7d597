import * as v from 'valibot';
import { inertInput, integerInput } from '../../declarations/declared-inputs.ts';
import { inputsReader, itemsOf } from './parse-inputs.ts';

const override = v.boolean();
const seconds = integerInput(0, 2_147_483_647, 'seconds');
// A line break would end the header and begin another.
const headerValue = v.pipe(v.string(), v.regex(/^[^\r\n\0]*$/, 'text without line breaks'));
const headerName = v.pipe(
  v.string(),
  v.regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/, 'the name of an HTTP header'),
  v.toLowerCase(),
);

const securityHeadersConfig = v.strictObject({
  contentSecurityPolicy: v.optional(v.strictObject({ contentSecurityPolicy: headerValue, override })),
  contentTypeOptions: v.optional(v.strictObject({ override })),
  frameOptions: v.optional(
    v.strictObject({ frameOption: v.picklist(['DENY', 'SAMEORIGIN'], 'DENY or SAMEORIGIN'), override }),
  ),
  referrerPolicy: v.optional(v.strictObject({ referrerPolicy: headerValue, override })),
  strictTransportSecurity: v.optional(
    v.strictObject({
      accessControlMaxAgeSec: seconds,
      includeSubdomains: v.optional(v.boolean(), false),
      preload: v.optional(v.boolean(), false),
      override,
    }),
  ),
  xssProtection: v.optional(
    v.strictObject({
      protection: v.boolean(),
      modeBlock: v.optional(v.boolean(), false),
      reportUri: v.optional(headerValue),
      override,
    }),
  ),
});

const corsConfig = v.strictObject({
  accessControlAllowCredentials: v.boolean(),
  accessControlAllowHeaders: itemsOf(headerValue),
  accessControlAllowMethods: itemsOf(headerValue),
  accessControlAllowOrigins: itemsOf(headerValue),
  accessControlExposeHeaders: v.optional(itemsOf(headerValue), { items: [] }),
  accessControlMaxAgeSec: v.optional(seconds),
  originOverride: v.boolean(),
});

const schema = v.strictObject({
  name: v.optional(v.string()),
  comment: inertInput('a comment changes nothing'),
  securityHeadersConfig: v.optional(securityHeadersConfig),
  customHeadersConfig: v.optional(
    itemsOf(v.strictObject({ header: headerName, value: headerValue, override })),
    { items: [] },
  ),
  corsConfig: v.optional(corsConfig),
  removeHeadersConfig: v.optional(itemsOf(v.strictObject({ header: headerName })), { items: [] }),
  serverTimingHeadersConfig: inertInput('the edge of one machine has no timings worth telling'),
});

/** What CloudFront adds to, and takes from, the headers of a response. */
export type ResponseHeadersPolicy = v.InferOutput<typeof schema>;
export type SecurityHeadersConfig = v.InferOutput<typeof securityHeadersConfig>;
export type CorsConfig = v.InferOutput<typeof corsConfig>;

/** @throws CloudFrontError InvalidArgument */
export const parseResponseHeadersPolicy = inputsReader('response headers policy', schema);

/** Adds no header and takes none. */
export const noResponseHeadersPolicy: ResponseHeadersPolicy = v.parse(schema, {});
