import type { Configuration } from '../engine/stack-configuration.ts';
import { localAccountId, type Account } from '../iam/account.ts';

/** The account a stack is evaluated for: nobody's, in the region that the stack configures, by default us-east-1. */
export const accountOf = (configuration: Configuration): Account => ({
  accountId: localAccountId,
  region: configuration['aws:region'] ?? 'us-east-1',
  partition: 'aws',
});
