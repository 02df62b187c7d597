import { randomBytes } from 'node:crypto';
import type { Principal } from './principal.ts';

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** The access keys of one running local cloud and whom each stands for. Keys live in memory only. */
export interface CredentialStore {
  /** A new key for `principal`; every call gives another key. */
  issue(principal: Principal): Credentials;
  find(accessKeyId: string): { readonly principal: Principal; readonly secretAccessKey: string } | undefined;
}

/**
 * The developer's key. It is fixed, so that a profile, a script or a presigned URL keeps working from one start to
 * the next. It opens nothing but servers that listen on 127.0.0.1 and that refuse what a web page of another site
 * sends (see the gateway); it deliberately does not look like an AWS key, so no secret scanner mistakes it for one.
 */
export const rootCredentials: Credentials = {
  accessKeyId: 'LOCALCLOUDROOT000000',
  secretAccessKey: 'local-cloud-key-for-loopback-servers-only',
};

// AWS marks temporary keys, such as those of a role, by the prefix ASIA; 16 characters of base 32 follow.
const temporaryKeyPrefix = 'ASIA';
const base32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

const randomAccessKeyId = (): string =>
  temporaryKeyPrefix + [...randomBytes(16)].map((byte) => base32.charAt(byte % base32.length)).join('');

/** A store that knows the developer's key and no other yet. */
export const createCredentialStore = (root: Credentials = rootCredentials): CredentialStore => {
  const keys = new Map<string, { principal: Principal; secretAccessKey: string }>([
    [root.accessKeyId, { principal: { kind: 'root' }, secretAccessKey: root.secretAccessKey }],
  ]);
  return {
    issue(principal) {
      const credentials = {
        accessKeyId: randomAccessKeyId(),
        secretAccessKey: randomBytes(30).toString('base64'),
      };
      keys.set(credentials.accessKeyId, { principal, secretAccessKey: credentials.secretAccessKey });
      return credentials;
    },
    find: (accessKeyId) => keys.get(accessKeyId),
  };
};
