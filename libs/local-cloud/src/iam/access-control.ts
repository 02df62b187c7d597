import type { IncomingMessage } from 'node:http';
import { AccessError } from './access-error.ts';
import { claimedAccessKey } from './claimed-access-key.ts';
import type { CredentialStore } from './credential-store.ts';
import { describePrincipal, type Principal } from './principal.ts';

/** What every service asks before it serves a call: who is it, and may it? */
export interface AccessControl {
  /**
   * Who makes the request. A request without credentials is `anonymous`.
   * @throws AccessError InvalidAccessKeyId, AuthorizationHeaderMalformed
   */
  identify(request: IncomingMessage): Principal;
  /**
   * Lets the call pass or throws.
   * @param action an IAM action such as `s3:GetObject`
   * @param resource an ARN such as `arn:aws:s3:::bucket/key`, or `*` where the action knows no resource
   * @throws AccessError AccessDenied
   */
  authorize(principal: Principal, action: string, resource: string): void;
}

/** Knows callers by their access keys, refuses unknown keys and anonymous calls, and allows every known caller. */
export const createAccessControl = (credentials: Pick<CredentialStore, 'find'>): AccessControl => {
  const principalOf = (accessKeyId: string | undefined): Principal => {
    if (accessKeyId === undefined) return { kind: 'anonymous' };
    const known = credentials.find(accessKeyId);
    if (known === undefined) {
      throw new AccessError(
        'InvalidAccessKeyId',
        'The AWS Access Key Id you provided does not exist in our records.',
        { context: { accessKeyId } },
      );
    }
    return known.principal;
  };

  return {
    identify: (request) => principalOf(claimedAccessKey(request)),
    authorize(principal, action, resource) {
      if (principal.kind !== 'anonymous') return;
      throw new AccessError(
        'AccessDenied',
        `${describePrincipal(principal)} is not authorized to perform: ${action} on resource: ${resource}`,
        { context: { principal: describePrincipal(principal), action, resource } },
      );
    },
  };
};
