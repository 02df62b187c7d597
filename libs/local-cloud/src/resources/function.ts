import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import * as v from 'valibot';
import { arnOf, roleNameOf, type Account } from '../iam/account.ts';
import { letsServiceCall } from '../iam/service-access.ts';
import { physicalName } from './described-name.ts';
import type { LocalServices } from './local-services.ts';
import { ResourceError } from './resource-error.ts';
import { defineResource } from './resource-handler.ts';

const archive = v.strictObject({ archive: v.string() });

/** A folder, or an archive that holds nothing but that folder. */
const code = v.union(
  [
    archive,
    v.pipe(
      v.strictObject({ archive: v.strictObject({ '.': archive }) }),
      v.transform((outer) => outer.archive['.']),
    ),
  ],
  'expected a FileArchive of a folder, by itself or as the only part of an AssetArchive',
);

export const lambdaFunction = defineResource({
  type: 'aws:lambda/function:Function',
  inputs: {
    name: v.optional(v.string()),
    code,
    role: v.string(),
  },
  leavesOtherInputs: true,
  describe(declaration, account) {
    const name = physicalName(declaration);
    const arn = functionArn(account, name);
    const invokedBy = `arn:${account.partition}:apigateway:${account.region}:lambda:path`;
    return {
      id: name,
      outputs: {
        name,
        arn,
        invokeArn: `${invokedBy}/2015-03-31/functions/${arn}/invocations`,
        responseStreamingInvokeArn: `${invokedBy}/2021-11-15/functions/${arn}/response-streaming-invocations`,
        qualifiedArn: `${arn}:$LATEST`,
        qualifiedInvokeArn: `${invokedBy}/2015-03-31/functions/${arn}:$LATEST/invocations`,
        version: '$LATEST',
        region: account.region,
        loggingConfig: {
          logFormat: 'Text',
          logGroup: `/aws/lambda/${name}`,
          ...loggingConfigOf(declaration.inputs),
        },
      },
    };
  },
  async realise({ code: { archive: path }, ...inputs }, { services, described }) {
    refuseUnusableRole(services, inputs.role);
    const codeDir = await existingFolder(services.programDir, path);
    const { arn, inert } = services.lambda.createFunction({ ...inputs, name: described.id, codeDir });
    services.policies.assignRole(arn, roleNameOf(inputs.role));
    return { inert };
  },
});

export const functionArn = (account: Account, name: string): string =>
  arnOf(account, 'lambda', `function:${name}`);

const loggingConfigOf = ({ loggingConfig }: Readonly<Record<string, unknown>>): object =>
  typeof loggingConfig === 'object' && loggingConfig !== null ? loggingConfig : {};

const existingFolder = async (programDir: string, path: string): Promise<string> => {
  const codeDir = resolve(programDir, path);
  const stats = await stat(codeDir).catch(() => undefined); // Missing and unreadable are told alike below.
  if (stats?.isDirectory()) return codeDir;
  const problem = stats === undefined ? 'does not exist' : 'is no folder';
  throw new ResourceError('refused', `Its code, ${codeDir}, ${problem}.`, {
    remedy:
      'Build the package of the function first, or point the configuration of the stack to where it is.',
    context: { codeDir },
  });
};

/** Lambda refuses a function whose role it cannot take on. */
const refuseUnusableRole = ({ policies, account }: LocalServices, roleArn: string): void => {
  const role = policies.role(roleNameOf(roleArn));
  if (role === undefined) throw new ResourceError('refused', `There is no role ${roleArn}.`);
  const attempt = {
    service: 'lambda.amazonaws.com',
    action: 'sts:AssumeRole',
    sourceArn: '',
    sourceAccount: account.accountId,
  };
  if (letsServiceCall(role.trust.Statement, attempt)) return;
  throw new ResourceError('refused', `The role ${roleArn} cannot be assumed by Lambda.`, {
    remedy: 'Let its assumeRolePolicy allow sts:AssumeRole to the service lambda.amazonaws.com.',
  });
};
