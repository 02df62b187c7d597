import type { IncomingMessage } from 'node:http';
import { createAccessControl } from './access-control.ts';
import { createCredentialStore, rootCredentials } from './credential-store.ts';

const credentials = createCredentialStore();
const access = createAccessControl(credentials);

const scope = '20260131/us-east-1/s3/aws4_request';
const request = (headers: Record<string, string>, url = '/bucket/key') =>
  ({ headers, url }) as unknown as IncomingMessage;
const signedBy = (accessKeyId: string) =>
  request({
    authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope}, SignedHeaders=host, Signature=abc`,
  });
const codeOf = (act: () => unknown) => {
  try {
    act();
  } catch (error) {
    return (error as { code: string }).code;
  }
  return 'no error';
};

describe('identify', () => {
  it('knows the root key', () => {
    expect(access.identify(signedBy(rootCredentials.accessKeyId))).toEqual({ kind: 'root' });
  });

  it('knows an issued key by the Authorization header and a presigned URL', () => {
    const principal = { kind: 'role', roleName: 'reader' } as const;
    const { accessKeyId } = credentials.issue(principal);
    const credential = `${accessKeyId}/${scope}`;

    expect(access.identify(signedBy(accessKeyId))).toEqual(principal);
    expect(access.identify(request({}, `/b/k?X-Amz-Credential=${encodeURIComponent(credential)}`))).toEqual(
      principal,
    );
  });

  it('calls a request without credentials anonymous', () => {
    expect(access.identify(request({}))).toEqual({ kind: 'anonymous' });
  });

  it('refuses a key it never issued', () => {
    expect(codeOf(() => access.identify(signedBy('AKIDUNKNOWN')))).toBe('InvalidAccessKeyId');
  });

  it.each([
    'Basic dXNlcjpwYXNz',
    'AWS4-HMAC-SHA256 SignedHeaders=host',
    'AWS4-HMAC-SHA256 Credential=AKID/nonsense,',
  ])('refuses the authorization header %s', (authorization) => {
    expect(codeOf(() => access.identify(request({ authorization })))).toBe('AuthorizationHeaderMalformed');
  });

  it('gives every issued key its own id and secret', () => {
    const keys = Array.from({ length: 50 }, () => credentials.issue({ kind: 'role', roleName: 'r' }));
    expect(new Set(keys.map((key) => key.accessKeyId)).size).toBe(50);
    expect(new Set(keys.map((key) => key.secretAccessKey)).size).toBe(50);
    for (const key of keys) expect(key.accessKeyId).toMatch(/^ASIA[A-Z2-7]{16}$/);
  });
});

describe('authorize', () => {
  const attempt = (principal: Parameters<typeof access.authorize>[0]) => () =>
    access.authorize(principal, 's3:GetObject', 'arn:aws:s3:::bucket/key');

  it('refuses anonymous calls and names action and resource', () => {
    expect(codeOf(attempt({ kind: 'anonymous' }))).toBe('AccessDenied');
    expect(attempt({ kind: 'anonymous' })).toThrow(/anonymous.*s3:GetObject.*arn:aws:s3:::bucket\/key/);
  });

  it('lets known callers pass', () => {
    expect(attempt({ kind: 'root' })).not.toThrow();
    expect(attempt({ kind: 'role', roleName: 'r' })).not.toThrow();
  });
});
