import { parseTable } from '../dynamodb/table-inputs.ts';
import { arnOf } from '../iam/account.ts';
import { physicalName } from './described-name.ts';
import { defineResource } from './resource-handler.ts';

/** A table of DynamoDB. */
export const table = defineResource({
  type: 'aws:dynamodb/table:Table',
  describe(declaration, account) {
    const name = physicalName(declaration);
    return {
      id: name,
      outputs: { name, arn: arnOf(account, 'dynamodb', `table/${name}`), region: account.region },
    };
  },
  async realise(given, { services, described: { id: tableName } }) {
    const { definition, expiresBy, inert } = parseTable(tableName, given);
    await services.dynamodb.createTable(definition);
    if (expiresBy !== undefined) {
      const keySchema = definition.KeySchema;
      await services.dynamodb.expireItemsOf({ tableName, keySchema, attributeName: expiresBy });
    }
    return { inert };
  },
});
