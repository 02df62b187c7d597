/** Whose resources these are, as AWS names it. */
export interface Account {
  readonly accountId: string;
  readonly region: string;
  readonly partition: string;
}

/** The account number that AWS's own documentation and other local clouds use; it belongs to nobody. */
export const localAccountId = '000000000000';

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
export const arnOf = (account: Account, service: string, resource: string): string =>
  `arn:${account.partition}:${service}:${account.region}:${account.accountId}:${resource}`;

/** The ARN of a resource whose service is global, such as IAM or CloudFront: it carries no region. */
export const globalArnOf = (account: Account, service: string, resource: string): string =>
  `arn:${account.partition}:${service}::${account.accountId}:${resource}`;

/** A bucket's name is unique in the whole partition, so its ARN carries neither region nor account. */
export const bucketArn = (account: Account, bucket: string): string =>
  `arn:${account.partition}:s3:::${bucket}`;

/** `name` of `arn:aws:iam::<account>:role/<path>/<name>`. */
export const roleNameOf = (roleArn: string): string => roleArn.slice(roleArn.lastIndexOf('/') + 1);
