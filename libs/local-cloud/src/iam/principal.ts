/** Who makes a call. */
export type Principal =
  /** The developer, through the local cloud's own access key: may do everything. */
  | { readonly kind: 'root' }
  /** A function that runs under a role which the program declares. */
  | { readonly kind: 'role'; readonly roleName: string }
  /** An AWS service that acts for a resource, such as CloudFront (`cloudfront.amazonaws.com`) for a distribution. */
  | { readonly kind: 'service'; readonly service: string; readonly sourceArn: string }
  /** A call that carries no credentials. */
  | { readonly kind: 'anonymous' };

/** The principal in the words of AWS's error messages, which tell the caller who was refused. */
export const describePrincipal = (principal: Principal): string => {
  switch (principal.kind) {
    case 'root':
      return 'root';
    case 'role':
      return `role ${principal.roleName}`;
    case 'service':
      return `service ${principal.service} for ${principal.sourceArn}`;
    case 'anonymous':
      return 'anonymous';
  }
};
