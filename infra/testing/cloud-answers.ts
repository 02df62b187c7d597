import type { MockResourceArgs, Mocks } from '@pulumi/pulumi/runtime/mocks.js';

export const account = '123456789012';
export const region = 'eu-central-1';

type Attributes = Readonly<Record<string, string>>;

/** What AWS adds to a resource when it creates it, as far as other resources are made from it. */
const attributes: Readonly<Record<string, (name: string) => Attributes>> = {
  'aws:s3/bucket:Bucket': (name) => ({
    arn: `arn:aws:s3:::${name}`,
    bucketRegionalDomainName: `${name}.s3.${region}.amazonaws.com`,
  }),
  'aws:dynamodb/table:Table': (name) => ({ arn: `arn:aws:dynamodb:${region}:${account}:table/${name}` }),
  'aws:sqs/queue:Queue': (name) => ({
    arn: `arn:aws:sqs:${region}:${account}:${name}`,
    url: `https://sqs.${region}.amazonaws.com/${account}/${name}`,
  }),
  'aws:iam/role:Role': (name) => ({ arn: `arn:aws:iam::${account}:role/${name}` }),
  'aws:lambda/function:Function': (name) => ({ arn: `arn:aws:lambda:${region}:${account}:function:${name}` }),
  'aws:cloudwatch/logGroup:LogGroup': (name) => ({
    arn: `arn:aws:logs:${region}:${account}:log-group:${name}`,
  }),
  'aws:cloudwatch/metricAlarm:MetricAlarm': (name) => ({
    arn: `arn:aws:cloudwatch:${region}:${account}:alarm:${name}`,
  }),
  'aws:cloudfront/distribution:Distribution': () => ({
    arn: `arn:aws:cloudfront::${account}:distribution/E2EXAMPLE`,
    domainName: 'd111111abcdef8.cloudfront.net',
  }),
};

/** Physical ids that differ from the physical name. */
const ids: Readonly<Record<string, string>> = {
  'aws:cloudfront/distribution:Distribution': 'E2EXAMPLE',
  'aws:cloudfront/originAccessControl:OriginAccessControl': 'E1ACCESS',
};

const dataSources: Readonly<Record<string, Attributes>> = {
  'aws:index/getCallerIdentity:getCallerIdentity': { accountId: account },
  'aws:index/getRegion:getRegion': { region },
};

export const cloudAnswers: Mocks = {
  newResource({ type, name, inputs }: MockResourceArgs) {
    const physicalName: string = inputs.name ?? inputs.bucket ?? name;
    return { id: ids[type] ?? physicalName, state: { ...inputs, ...attributes[type]?.(physicalName) } };
  },
  call({ token }) {
    const answer = dataSources[token];
    if (answer === undefined) throw new Error(`The program asked AWS for ${token}`);
    return answer;
  },
};
