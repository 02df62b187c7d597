import type { PropertyMap } from '../src/engine/property-values.ts';
import type { ResourceDeclaration } from '../src/engine/resource-provider.ts';
import { localAccountId, type Account } from '../src/iam/account.ts';
import { createPolicyStore, type PolicyStore } from '../src/iam/policy-store.ts';
import { createLocalProvider } from '../src/resources/local-provider.ts';
import type { LocalServices } from '../src/resources/local-services.ts';
import { temporaryFolder } from './program-fixture.ts';

export const account: Account = { accountId: localAccountId, region: 'eu-west-1', partition: 'aws' };

/** An ARN of AWS's own partition. */
export const arn = (rest: string) => `arn:aws:${rest}`;

/** Services that write down what they are asked for; policies are the real thing, because handlers read them. */
const recordingServices = () => {
  const calls: [name: string, ...args: unknown[]][] = [];
  const record =
    <Result>(name: string, result: Result) =>
    (...args: unknown[]): Result => {
      calls.push([name, ...args]);
      return result;
    };
  const policies: PolicyStore = createPolicyStore();
  const programDir = temporaryFolder();
  const services = {
    account,
    programDir,
    policies,
    s3: {
      createBucket: record('createBucket', undefined),
      putNotifications: record('putNotifications', undefined),
      putCors: record('putCors', undefined),
    },
    dynamodb: {
      createTable: record('createTable', Promise.resolve()),
      expireItemsOf: record('expireItemsOf', Promise.resolve()),
    },
    sqs: {
      createQueue: record('createQueue', { url: 'http://127.0.0.1:4566/000000000000/jobs' }),
    },
    lambda: {
      createFunction: record('createFunction', arn('lambda:eu-west-1:000000000000:function:f')),
      putEventInvokeConfig: record('putEventInvokeConfig', undefined),
    },
    cloudfront: {
      putOriginAccessControl: record('putOriginAccessControl', []),
      putCachePolicy: record('putCachePolicy', [{ input: 'comment', reason: 'nobody reads it' }]),
      putResponseHeadersPolicy: record('putResponseHeadersPolicy', []),
      createDistribution: record(
        'createDistribution',
        Promise.resolve({
          url: 'http://127.0.0.1:4567',
          inert: [{ input: 'priceClass', reason: 'there is one edge' }],
        }),
      ),
    },
  } satisfies LocalServices;
  return { services, calls, policies, programDir };
};

/** A resource as the engine hands it on. */
export const declare = (type: string, name: string, inputs: PropertyMap): ResourceDeclaration => ({
  urn: `urn:pulumi:dev::shop::${type}::${name}`,
  type,
  name,
  inputs,
  dependencies: [],
});

/** Type tokens by short names. */
export const types = {
  bucket: 'aws:s3/bucket:Bucket',
  notification: 'aws:s3/bucketNotification:BucketNotification',
  bucketPolicy: 'aws:s3/bucketPolicy:BucketPolicy',
  cors: 'aws:s3/bucketCorsConfiguration:BucketCorsConfiguration',
  table: 'aws:dynamodb/table:Table',
  queue: 'aws:sqs/queue:Queue',
  queuePolicy: 'aws:sqs/queuePolicy:QueuePolicy',
  role: 'aws:iam/role:Role',
  rolePolicy: 'aws:iam/rolePolicy:RolePolicy',
  function: 'aws:lambda/function:Function',
  permission: 'aws:lambda/permission:Permission',
  invokeConfig: 'aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig',
};

/** A provider over recording services, and a way to declare a resource. Call `removeFolders` at the end. */
export const setUp = () => {
  const recorded = recordingServices();
  const provider = createLocalProvider(account, Promise.resolve(recorded.services));
  const create = (type: string, inputs: PropertyMap, name = 'thing') =>
    provider.create(declare(type, name, inputs));
  return { ...recorded, provider, create };
};

/** A policy as JSON text. */
export const policyText = (...statements: object[]) =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements });

/** A policy that lets a service take a role on. */
export const trustFor = (service: string) =>
  policyText({ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' });
