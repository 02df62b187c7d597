import { isObject } from '@image-pipeline/errors';
import { arnOf, roleNameOf, type Account } from '../iam/account.ts';
import { letsServiceCall } from '../iam/service-access.ts';
import { parseEventInvokeConfig } from '../lambda/declared/event-invoke-config.ts';
import { findCode } from '../lambda/declared/function-code.ts';
import { parseFunctionDeclaration } from '../lambda/declared/function-declaration.ts';
import { parsePermission, permissionStatement } from '../lambda/declared/permission.ts';
import { describedBy, physicalName } from './described-name.ts';
import type { LocalServices } from './local-services.ts';
import { ResourceError } from './resource-error.ts';
import { defineResource, type ResourceHandler } from './resource-handler.ts';

const lambdaFunction = defineResource({
  type: 'aws:lambda/function:Function',
  describe(declaration, account) {
    const name = physicalName(declaration);
    const arn = functionArn(account, name);
    const invokedBy = `arn:${account.partition}:apigateway:${account.region}:lambda:path`;
    const { loggingConfig } = declaration.inputs;
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
          ...(isObject(loggingConfig) && loggingConfig),
        },
      },
    };
  },
  async realise({ code, ...given }, { services, described }) {
    const codeDir = await findCode(code, services.programDir);
    const { inputs, inert } = parseFunctionDeclaration({ ...given, name: described.id, codeDir });
    refuseUnusableRole(services, inputs.role);
    services.policies.assignRole(services.lambda.createFunction(inputs), roleNameOf(inputs.role));
    return { inert };
  },
});

const functionArn = (account: Account, name: string): string => arnOf(account, 'lambda', `function:${name}`);

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

const permission = defineResource({
  type: 'aws:lambda/permission:Permission',
  describe(declaration, { region }) {
    const statementId = physicalName(declaration, 'statementId');
    return { id: statementId, outputs: { statementId, region } };
  },
  realise(given, { services: { policies, account }, described }) {
    const inputs = parsePermission(given);
    const named = inputs.function;
    const arn = named.startsWith('arn:') ? named : functionArn(account, named);
    policies.addFunctionStatement(arn, permissionStatement(described.id, arn, inputs));
    return { inert: [] };
  },
});

const eventInvokeConfig = defineResource({
  type: 'aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig',
  describe: describedBy('functionName'),
  realise(given, { services }) {
    const { functionName, config } = parseEventInvokeConfig(given);
    services.lambda.putEventInvokeConfig(functionName, config);
    return { inert: [] };
  },
});

/** What can be declared of Lambda. */
export const functionResources: readonly ResourceHandler[] = [lambdaFunction, permission, eventInvokeConfig];
