import type { IncomingHttpHeaders } from 'node:http';
import type { ResponseHeadersPolicy, SecurityHeadersConfig } from '../declared/response-headers-policy.ts';
import type { ResponseHeaders } from '../origin/origin-headers.ts';
import { withCorsHeaders } from './cors-headers.ts';

interface DeclaredHeader {
  /** Lower case. */
  readonly header: string;
  readonly value: string;
  /** Whether it replaces the origin's own. */
  readonly override: boolean;
}

/**
 * The headers that a viewer gets: the origin's, without those that the policy removes, with those that it adds.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-response-headers-policies.html
 */
export const applyResponseHeaders = (
  policy: ResponseHeadersPolicy,
  request: { readonly method?: string | undefined; readonly headers: IncomingHttpHeaders },
  origin: ResponseHeaders,
): ResponseHeaders => {
  const removed = new Set(policy.removeHeadersConfig.map(({ header }) => header));
  const kept = Object.fromEntries(Object.entries(origin).filter(([header]) => !removed.has(header)));
  const declaredHeaders = [
    ...securityHeaders(policy.securityHeadersConfig ?? {}),
    ...policy.customHeadersConfig,
  ];
  const added = declaredHeaders.filter(({ header, override }) => override || kept[header] === undefined);
  return {
    ...withCorsHeaders(policy.corsConfig, request, kept),
    ...Object.fromEntries(added.map(({ header, value }) => [header, value])),
  };
};

const securityHeaders = (config: SecurityHeadersConfig): DeclaredHeader[] => [
  ...declared('content-security-policy', config.contentSecurityPolicy, (csp) => csp.contentSecurityPolicy),
  ...declared('x-content-type-options', config.contentTypeOptions, () => 'nosniff'),
  ...declared('x-frame-options', config.frameOptions, ({ frameOption }) => frameOption),
  ...declared('referrer-policy', config.referrerPolicy, ({ referrerPolicy }) => referrerPolicy),
  ...declared('strict-transport-security', config.strictTransportSecurity, (hsts) =>
    [
      `max-age=${hsts.accessControlMaxAgeSec}`,
      ...(hsts.includeSubdomains ? ['includeSubDomains'] : []),
      ...(hsts.preload ? ['preload'] : []),
    ].join('; '),
  ),
  ...declared('x-xss-protection', config.xssProtection, ({ protection, modeBlock, reportUri }) => {
    if (!protection) return '0';
    if (modeBlock) return '1; mode=block';
    return reportUri === undefined ? '1' : `1; report=${reportUri}`;
  }),
];

const declared = <Config extends { readonly override: boolean }>(
  header: string,
  config: Config | undefined,
  valueOf: (config: Config) => string,
): DeclaredHeader[] =>
  config === undefined ? [] : [{ header, value: valueOf(config), override: config.override }];
