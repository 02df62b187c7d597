import type * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';

export type PolicyStatement = aws.iam.PolicyStatement;

/** An IAM policy as the text that AWS takes. */
export const policyDocument = (statements: readonly PolicyStatement[]): pulumi.Output<string> =>
  pulumi.jsonStringify({ Version: '2012-10-17', Statement: statements });

/** Refuses everybody, whatever else allows them, who does not come over TLS: the content would cross the net in clear. */
export const requireTls = (action: 's3:*' | 'sqs:*', resources: pulumi.Input<string>[]): PolicyStatement => ({
  Sid: 'RequireTls',
  Effect: 'Deny',
  Principal: '*',
  Action: action,
  Resource: resources,
  Condition: { Bool: { 'aws:SecureTransport': 'false' } },
});
