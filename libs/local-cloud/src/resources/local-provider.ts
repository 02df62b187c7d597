import type { ResourceProvider } from '../engine/resource-provider.ts';
import type { Account } from '../iam/account.ts';
import { answerDataSource } from './data-sources.ts';
import type { LocalServices } from './local-services.ts';
import { findHandler } from './registry.ts';
import type { InertDeclaration } from './resource-handler.ts';

export interface LocalProvider extends ResourceProvider {
  /** What was declared and has no effect, sorted by type, name and input. */
  inert(): InertDeclaration[];
}

/** Realises what a program declares. Its first resources may be declared before the services are there. */
export const createLocalProvider = (account: Account, services: Promise<LocalServices>): LocalProvider => {
  const inert: InertDeclaration[] = [];
  return {
    async create(declaration) {
      const handler = findHandler(declaration);
      const realised = await handler.realise(declaration, await services);
      inert.push(...realised.inert);
      return realised.created;
    },
    invoke: async (token, args) => answerDataSource(token, args, account),
    inert: () => inert.toSorted((one, other) => (sortKey(one) < sortKey(other) ? -1 : 1)),
  };
};

const sortKey = ({ type, name, input }: InertDeclaration): string => [type, name, input].join('\0');
