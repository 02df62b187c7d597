import * as v from 'valibot';
import { globalArnOf, type Account } from '../iam/account.ts';
import type { PropertyMap } from '../engine/property-values.ts';
import { ResourceError } from './resource-error.ts';
import { getPolicyDocument, policyDocumentArgs } from '../data-sources/get-policy-document.ts';

const dataSource =
  <Schema extends v.GenericSchema>(
    schema: Schema,
    answer: (args: v.InferOutput<Schema>, account: Account) => PropertyMap,
  ) =>
  (token: string, args: PropertyMap, account: Account): PropertyMap => {
    const parsed = v.safeParse(schema, args);
    if (parsed.success) return answer(parsed.output, account);
    const [issue] = parsed.issues;
    throw new ResourceError(
      'unsupported-input',
      `${token}: ${v.getDotPath(issue) ?? 'arguments'}: ${issue.message}.`,
      {
        context: { token },
      },
    );
  };

const noArguments = v.strictObject({});

/** The data sources that are answered here, by Pulumi's token. A further one goes into this table. */
const dataSources: Readonly<Record<string, ReturnType<typeof dataSource>>> = {
  'aws:index/getCallerIdentity:getCallerIdentity': dataSource(noArguments, (_, account) => ({
    id: account.accountId,
    accountId: account.accountId,
    arn: globalArnOf(account, 'iam', 'root'),
    userId: account.accountId,
  })),
  'aws:index/getRegion:getRegion': dataSource(noArguments, (_, { region }) => ({
    id: region,
    name: region,
    region,
    description: region,
    endpoint: `ec2.${region}.amazonaws.com`,
  })),
  'aws:index/getPartition:getPartition': dataSource(noArguments, (_, { partition }) => ({
    id: partition,
    partition,
    dnsSuffix: 'amazonaws.com',
    reverseDnsPrefix: 'com.amazonaws',
  })),
  'aws:iam/getPolicyDocument:getPolicyDocument': dataSource(policyDocumentArgs, getPolicyDocument),
};

/** Answers a data source of the AWS provider. @throws ResourceError unsupported-data-source, unsupported-input */
export const answerDataSource = (token: string, args: PropertyMap, account: Account): PropertyMap => {
  const answer = dataSources[token];
  if (answer === undefined) {
    throw new ResourceError(
      'unsupported-data-source',
      `The data source ${token} is not answered by the local cloud.`,
      {
        remedy: 'Add it to libs/local-cloud/src/resources/data-sources.ts.',
        context: { token, known: Object.keys(dataSources) },
      },
    );
  }
  return answer(token, args, account);
};
