import * as v from 'valibot';
import { parseInputs } from '../declarations/declared-inputs.ts';
import type { PropertyMap } from '../engine/property-values.ts';
import { globalArnOf, type Account } from '../iam/account.ts';
import { ResourceError } from './resource-error.ts';

/** The data sources that are answered here, by Pulumi's token; none takes arguments. A further one goes in here. */
const dataSources: Readonly<Record<string, (account: Account) => PropertyMap>> = {
  'aws:index/getCallerIdentity:getCallerIdentity': (account) => ({
    id: account.accountId,
    accountId: account.accountId,
    arn: globalArnOf(account, 'iam', 'root'),
    userId: account.accountId,
  }),
  'aws:index/getRegion:getRegion': ({ region }) => ({
    id: region,
    name: region,
    region,
    description: region,
    endpoint: `ec2.${region}.amazonaws.com`,
  }),
  'aws:index/getPartition:getPartition': ({ partition }) => ({
    id: partition,
    partition,
    dnsSuffix: 'amazonaws.com',
    reverseDnsPrefix: 'com.amazonaws',
  }),
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
  parseInputs(
    v.strictObject({}),
    args,
    (problems) => new ResourceError('unsupported-input', `${token}: ${problems}.`, { context: { token } }),
  );
  return answer(account);
};
