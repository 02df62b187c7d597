import type { OutgoingHttpHeaders } from 'node:http';
import type { ResponseHeadersPolicy } from './declarations.ts';

interface AddedHeader {
  readonly name: string;
  readonly value: string;
  /** Whether it replaces what the origin says. */
  readonly override: boolean;
}

/** Adds to an origin's headers what the policy declares. */
export const withPolicyHeaders = (
  headers: OutgoingHttpHeaders,
  added: readonly AddedHeader[],
): OutgoingHttpHeaders => {
  const wins = added.filter(({ name, override }) => override || headers[name] === undefined);
  return { ...headers, ...Object.fromEntries(wins.map(({ name, value }) => [name, value])) };
};

/** The headers of a policy, with the values that CloudFront gives them. */
export const headersOf = (policy: ResponseHeadersPolicy | undefined): readonly AddedHeader[] => [
  ...securityHeaders(policy?.securityHeadersConfig ?? {}),
  ...(policy?.customHeadersConfig?.items ?? []).map(({ header, value, override }) => ({
    name: header.toLowerCase(),
    value,
    override,
  })),
];

type SecurityHeaders = NonNullable<ResponseHeadersPolicy['securityHeadersConfig']>;

const securityHeaders = (declared: SecurityHeaders): AddedHeader[] => {
  const { contentTypeOptions, strictTransportSecurity, contentSecurityPolicy, frameOptions, referrerPolicy } =
    declared;
  return [
    ...header('x-content-type-options', contentTypeOptions, () => 'nosniff'),
    ...header('strict-transport-security', strictTransportSecurity, hstsValue),
    ...header('content-security-policy', contentSecurityPolicy, (it) => it.contentSecurityPolicy),
    ...header('x-frame-options', frameOptions, (it) => it.frameOption),
    ...header('referrer-policy', referrerPolicy, (it) => it.referrerPolicy),
  ];
};

const hstsValue = (it: NonNullable<SecurityHeaders['strictTransportSecurity']>): string =>
  [
    `max-age=${it.accessControlMaxAgeSec}`,
    ...(it.includeSubdomains ? ['includeSubDomains'] : []),
    ...(it.preload ? ['preload'] : []),
  ].join('; ');

const header = <Declared extends { readonly override: boolean }>(
  name: string,
  declared: Declared | undefined,
  valueOf: (declared: Declared) => string,
): AddedHeader[] =>
  declared === undefined ? [] : [{ name, value: valueOf(declared), override: declared.override }];
