import { createHash } from 'node:crypto';
import { InvalidNameError } from './errors.ts';

/** Where a stack lives: what makes its names its own. */
export interface Deployment {
  /** AWS account, 12 digits. */
  readonly account: string;
  readonly region: string;
  readonly organization: string;
  readonly project: string;
  readonly stack: string;
}

/** The name of every resource that people or other programs call by name. */
export interface Names {
  readonly rawBucket: string;
  readonly processedBucket: string;
  readonly table: string;
  readonly function: string;
  readonly role: string;
  readonly logGroup: string;
  readonly deadLetterQueue: string;
  /** Of what CloudFront keeps for the whole account: origin access control, cache and response headers policy. */
  readonly distribution: string;
  readonly dashboard: string;
}

/** What AWS accepts as a name, per kind of resource whose name grows with the stack's. */
const rules = {
  bucket: [/^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/, '3 to 63 lower-case letters, digits and inner hyphens'],
  table: [/^[A-Za-z0-9_.-]{3,255}$/, '3 to 255 letters, digits, underscores, hyphens and dots'],
  function: [/^[A-Za-z0-9_-]{1,64}$/, '1 to 64 letters, digits, underscores and hyphens'],
  role: [/^[A-Za-z0-9_+=,.@-]{1,64}$/, '1 to 64 letters, digits and any of _+=,.@-'],
  queue: [/^[A-Za-z0-9_-]{1,80}$/, '1 to 80 letters, digits, underscores and hyphens'],
  'origin access control': [/^[A-Za-z0-9_-]{1,64}$/, '1 to 64 letters, digits, underscores and hyphens'],
  dashboard: [/^[A-Za-z0-9_-]{1,255}$/, '1 to 255 letters, digits, underscores and hyphens'],
} as const satisfies Record<string, readonly [RegExp, string]>;

/**
 * Names for a stack's resources. Regional ones end in `nameSuffix`; those that an account shares between regions
 * carry stack and region; buckets, which the whole world shares, carry a digest of everything that sets the stack apart.
 *
 * @throws InvalidNameError when AWS would refuse one of them
 */
export const nameResources = (deployment: Deployment, nameSuffix: string): Names => {
  const unique = `${deployment.stack}-${digestOf(deployment)}`;
  const inAccount = `${deployment.stack}-${deployment.region}`;
  const functionName = checked('function', `image-processor${nameSuffix}`);
  return {
    rawBucket: checked('bucket', `raw-images-${unique}`),
    processedBucket: checked('bucket', `processed-images-${unique}`),
    table: checked('table', `ImageMetadata${nameSuffix}`),
    function: functionName,
    role: checked('role', `image-processor-${inAccount}`),
    logGroup: `/aws/lambda/${functionName}`,
    deadLetterQueue: checked('queue', `image-processor-dead-letters${nameSuffix}`),
    distribution: checked('origin access control', `image-pipeline-${inAccount}`),
    dashboard: checked('dashboard', `image-pipeline-${inAccount}`),
  };
};

/** Tags that tell whose resource it is and what to edit in order to change it. */
export const tagsOf = ({ project, stack }: Deployment): Readonly<Record<string, string>> => ({
  project,
  environment: stack,
  'managed-by': 'pulumi',
});

const digestOf = ({ account, region, organization, stack }: Deployment): string => {
  const identity = [account, region, organization, stack].join('/');
  return createHash('sha256').update(identity).digest('hex').slice(0, 8);
};

const checked = (resource: keyof typeof rules, name: string): string => {
  const [pattern, expected] = rules[resource];
  if (!pattern.test(name)) throw new InvalidNameError(resource, name, expected);
  return name;
};
