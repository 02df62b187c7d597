import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { Settings } from './config.ts';
import { ProcessorRole, type ProcessorResources } from './processor-role.ts';

export interface ProcessorFunctionArgs extends Omit<ProcessorResources, 'logGroup'> {
  readonly functionName: string;
  readonly roleName: string;
  readonly logGroupName: string;
  readonly environment: Readonly<Record<string, pulumi.Input<string>>>;
  readonly settings: Pick<
    Settings,
    'functionPackage' | 'memorySizeMb' | 'timeoutSeconds' | 'reservedConcurrency' | 'logRetentionDays'
  >;
  readonly tags: Readonly<Record<string, string>>;
}

/** The Lambda function that turns an upload into variants and a record, with its logs, its role and its retries. */
export class ProcessorFunction extends pulumi.ComponentResource {
  readonly logGroup: aws.cloudwatch.LogGroup;
  readonly function: aws.lambda.Function;
  readonly eventInvokeConfig: aws.lambda.FunctionEventInvokeConfig;

  constructor(name: string, args: ProcessorFunctionArgs, opts?: pulumi.ComponentResourceOptions) {
    super('image-pipeline:infra:ProcessorFunction', name, {}, opts);
    const child = { parent: this };
    this.logGroup = createLogGroup(name, args, child);
    const role = new ProcessorRole(name, { ...args, logGroup: this.logGroup }, child);
    this.function = createFunction(name, args, role, this.logGroup, child);
    this.eventInvokeConfig = configureRetries(name, args, this.function, child);
    this.registerOutputs({ functionArn: this.function.arn });
  }
}

const createLogGroup = (name: string, args: ProcessorFunctionArgs, opts: pulumi.CustomResourceOptions) => {
  const { logGroupName, settings, tags } = args;
  return new aws.cloudwatch.LogGroup(
    name,
    { name: logGroupName, retentionInDays: settings.logRetentionDays, tags },
    opts,
  );
};

const createFunction = (
  name: string,
  args: ProcessorFunctionArgs,
  { role, policy }: ProcessorRole,
  logGroup: aws.cloudwatch.LogGroup,
  opts: pulumi.CustomResourceOptions,
) => {
  const { functionName, environment, settings, tags } = args;
  return new aws.lambda.Function(
    name,
    {
      name: functionName,
      description: 'Turns an uploaded image into variants and a record',
      runtime: aws.lambda.Runtime.NodeJS24dX,
      architectures: ['arm64'],
      code: new pulumi.asset.FileArchive(settings.functionPackage),
      handler: 'main.handler',
      role: role.arn,
      memorySize: settings.memorySizeMb,
      timeout: settings.timeoutSeconds,
      ...(settings.reservedConcurrency >= 0 && {
        reservedConcurrentExecutions: settings.reservedConcurrency,
      }),
      environment: { variables: environment },
      tags,
    },
    // The log group first, or the first invocation finds none to write to; the policy first, because Lambda checks
    // that the role may send to the dead-letter queue when the retries are configured.
    { ...opts, dependsOn: [logGroup, policy] },
  );
};

const configureRetries = (
  name: string,
  { deadLetterQueue }: ProcessorFunctionArgs,
  processor: aws.lambda.Function,
  opts: pulumi.CustomResourceOptions,
) =>
  new aws.lambda.FunctionEventInvokeConfig(
    name,
    {
      functionName: processor.name,
      maximumRetryAttempts: 2,
      // Six hours, the most there is: how long throttled events wait for their turn in a burst of uploads.
      maximumEventAgeInSeconds: 6 * 60 * 60,
      destinationConfig: { onFailure: { destination: deadLetterQueue.arn } },
    },
    opts,
  );
