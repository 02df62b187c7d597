import type { Realisation } from './resource-handler.ts';

/** The honest word on every policy: it is read and kept, and refuses nobody. */
export const notYetEnforced: Realisation = {
  inert: [
    {
      reason:
        'the policy is checked for its form only; every caller with a key of this stack is allowed everything',
    },
  ],
};
