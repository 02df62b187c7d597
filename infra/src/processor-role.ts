import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import { policyDocument, type PolicyStatement } from './policy-document.ts';

/** What the function may touch. */
export interface ProcessorResources {
  readonly rawBucket: aws.s3.Bucket;
  readonly processedBucket: aws.s3.Bucket;
  readonly table: aws.dynamodb.Table;
  readonly deadLetterQueue: aws.sqs.Queue;
  readonly logGroup: aws.cloudwatch.LogGroup;
}

export interface ProcessorRoleArgs extends ProcessorResources {
  readonly roleName: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** The function's identity: exactly the calls it makes, on exactly this stack's resources. */
export class ProcessorRole extends pulumi.ComponentResource {
  readonly role: aws.iam.Role;
  readonly policy: aws.iam.RolePolicy;

  constructor(name: string, args: ProcessorRoleArgs, opts?: pulumi.ComponentResourceOptions) {
    super('image-pipeline:infra:ProcessorRole', name, {}, opts);
    const child = { parent: this };
    this.role = createRole(name, args, child);
    this.policy = new aws.iam.RolePolicy(
      name,
      { name: 'image-processing', role: this.role.name, policy: policyDocument(permissions(args)) },
      child,
    );
    this.registerOutputs({ roleArn: this.role.arn });
  }
}

const createRole = (
  name: string,
  { roleName, tags }: ProcessorRoleArgs,
  opts: pulumi.CustomResourceOptions,
) =>
  new aws.iam.Role(
    name,
    {
      name: roleName,
      description: 'What the image processor may do',
      assumeRolePolicy: policyDocument([
        { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
      ]),
      tags,
    },
    opts,
  );

const permissions = (resources: ProcessorResources): PolicyStatement[] => {
  const { rawBucket, processedBucket, table, deadLetterQueue, logGroup } = resources;
  return [
    allow('ReadSources', ['s3:GetObject'], pulumi.interpolate`${rawBucket.arn}/*`),
    // Without it S3 answers 403 for an object that is gone, and a deletion would look like a missing permission.
    // https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
    allow('TellMissingFromForbidden', ['s3:ListBucket'], rawBucket.arn),
    allow('StoreVariants', ['s3:PutObject', 's3:DeleteObject'], pulumi.interpolate`${processedBucket.arn}/*`),
    // What is there and belongs to no record is found by listing an image's variants.
    allow('FindVariants', ['s3:ListBucket'], processedBucket.arn),
    allow('CommitRecords', ['dynamodb:GetItem', 'dynamodb:PutItem'], table.arn),
    // Lambda itself sends what failed, in the function's name.
    allow('SendDeadLetters', ['sqs:SendMessage'], deadLetterQueue.arn),
    allow('WriteLogs', ['logs:CreateLogStream', 'logs:PutLogEvents'], pulumi.interpolate`${logGroup.arn}:*`),
  ];
};

const allow = (sid: string, actions: string[], resource: pulumi.Input<string>): PolicyStatement => ({
  Sid: sid,
  Effect: 'Allow',
  Action: actions,
  Resource: resource,
});
