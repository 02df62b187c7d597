/** One thing that must be allowed for a call to be made. */
export interface RequiredPermission {
  /** IAM action such as `dynamodb:PutItem`. */
  readonly action: string;
  /** ARN, or `*` where the action knows no resource. */
  readonly resource: string;
}
