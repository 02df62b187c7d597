import type { Account } from '../iam/account.ts';
import type { PropertyMap } from '../engine/property-values.ts';
import { answerDataSource } from './data-sources.ts';

const account: Account = { accountId: '000000000000', region: 'eu-west-1', partition: 'aws' };
const answer = (token: string, args: PropertyMap = {}) => answerDataSource(token, args, account);

const policy = (args: PropertyMap) => {
  const { json, minifiedJson } = answer('aws:iam/getPolicyDocument:getPolicyDocument', args);
  const document = JSON.parse(String(json));
  expect(JSON.parse(String(minifiedJson))).toEqual(document);
  return document;
};

it('knows account, region and partition', () => {
  expect(answer('aws:index/getCallerIdentity:getCallerIdentity')).toMatchObject({
    accountId: '000000000000',
    arn: 'arn:aws:iam::000000000000:root',
  });
  expect(answer('aws:index/getRegion:getRegion')).toMatchObject({ region: 'eu-west-1', name: 'eu-west-1' });
  expect(answer('aws:index/getPartition:getPartition')).toMatchObject({ partition: 'aws' });
});

it('refuses any other by name and says where one is added', () => {
  expect(() => answer('aws:ec2/getVpc:getVpc')).toThrow(/aws:ec2\/getVpc:getVpc .*data-sources\.ts/);
});

it('refuses an argument it does not know', () => {
  expect(() => answer('aws:index/getRegion:getRegion', { name: 'us-east-1' })).toThrow(/name/);
});

describe('getPolicyDocument', () => {
  it('writes every element of a statement', () => {
    const document = policy({
      policyId: 'p',
      statements: [
        {
          sid: 'Read',
          actions: ['s3:GetObject'],
          resources: ['arn:aws:s3:::a/*', 'arn:aws:s3:::b/&{aws:username}/*'],
          principals: [
            { type: 'AWS', identifiers: ['111111111111'] },
            { type: 'Service', identifiers: ['cloudfront.amazonaws.com'] },
            { type: 'AWS', identifiers: ['222222222222'] },
          ],
          conditions: [
            { test: 'StringEquals', variable: 'aws:SourceArn', values: ['x', 'y'] },
            { test: 'StringEquals', variable: 'aws:SourceAccount', values: ['z'] },
            { test: 'Bool', variable: 'aws:SecureTransport', values: ['true'] },
          ],
        },
        {
          effect: 'Deny',
          notActions: ['s3:*'],
          notResources: ['*'],
          notPrincipals: [{ type: 'AWS', identifiers: ['*'] }],
        },
        { actions: ['s3:ListBucket'], resources: ['*'], principals: [{ type: '*', identifiers: ['*'] }] },
      ],
    });
    expect(document).toEqual({
      Version: '2012-10-17',
      Id: 'p',
      Statement: [
        {
          Sid: 'Read',
          Effect: 'Allow',
          Action: 's3:GetObject',
          Resource: ['arn:aws:s3:::a/*', 'arn:aws:s3:::b/${aws:username}/*'],
          Principal: { AWS: ['111111111111', '222222222222'], Service: 'cloudfront.amazonaws.com' },
          Condition: {
            StringEquals: { 'aws:SourceArn': ['x', 'y'], 'aws:SourceAccount': 'z' },
            Bool: { 'aws:SecureTransport': 'true' },
          },
        },
        { Effect: 'Deny', NotAction: 's3:*', NotResource: '*', NotPrincipal: { AWS: '*' } },
        { Effect: 'Allow', Action: 's3:ListBucket', Resource: '*', Principal: '*' },
      ],
    });
  });

  it('merges source and override documents by their statement ids', () => {
    const documentOf = (...statements: object[]) =>
      JSON.stringify({ Version: '2012-10-17', Statement: statements });
    const { Statement: statements } = policy({
      sourcePolicyDocuments: [documentOf({ Sid: 'A', Effect: 'Deny' }, { Sid: 'B', Effect: 'Deny' })],
      statements: [
        { sid: 'A', actions: ['a:A'], resources: ['*'] },
        { actions: ['c:C'], resources: ['*'] },
      ],
      overridePolicyDocuments: [documentOf({ Sid: 'B', Effect: 'Allow', Action: 'b:B' }, { Effect: 'Deny' })],
    });
    expect(statements).toEqual([
      { Sid: 'A', Effect: 'Allow', Action: 'a:A', Resource: '*' },
      { Sid: 'B', Effect: 'Allow', Action: 'b:B' },
      { Effect: 'Allow', Action: 'c:C', Resource: '*' },
      { Effect: 'Deny' },
    ]);
  });

  it('refuses a misspelt element', () => {
    expect(() => policy({ statements: [{ action: ['s3:*'] }] })).toThrow(/statements\.0\.action/);
  });
});
