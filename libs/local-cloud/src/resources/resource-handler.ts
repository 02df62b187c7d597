import * as v from 'valibot';
import { InputError, inertInput, parseInputs, type InertInput } from '../declarations/declared-inputs.ts';
import type { PropertyMap } from '../engine/property-values.ts';
import type { CreatedResource, ResourceDeclaration } from '../engine/resource-provider.ts';
import { LocalCloudError } from '../errors.ts';
import type { Account } from '../iam/account.ts';
import type { LocalServices } from './local-services.ts';
import { ResourceError } from './resource-error.ts';

/** Something that the program declares and that has no effect here. */
export interface InertDeclaration {
  readonly type: string;
  readonly name: string;
  /** The one input without effect; absent when the whole resource has none. */
  readonly input?: string;
  readonly reason: string;
}

/** What became of a declaration. */
export interface Realisation {
  /** Id and outputs that differ here from what AWS would answer, such as an address. */
  readonly id?: string;
  readonly outputs?: PropertyMap;
  /** What of it has no effect. */
  readonly inert: readonly (InertInput | Pick<InertDeclaration, 'reason'>)[];
}

/** How one type of resource exists on this machine. */
export interface ResourceHandler {
  /** Pulumi's type token, such as `aws:s3/bucket:Bucket`. */
  readonly type: string;
  /** What AWS would answer to the declaration. Follows from it alone, so a plan says the same twice. */
  describe(declaration: ResourceDeclaration, account: Account): CreatedResource;
  /** @throws ResourceError unsupported-input, refused */
  realise(
    declaration: ResourceDeclaration,
    services: LocalServices,
  ): Promise<{ readonly created: CreatedResource; readonly inert: readonly InertDeclaration[] }>;
}

interface Definition extends Pick<ResourceHandler, 'type' | 'describe'> {
  /** Hands the inputs to the service that the resource belongs to, which refuses by name what it cannot honour. */
  readonly realise: (
    inputs: PropertyMap,
    context: { readonly services: LocalServices; readonly described: CreatedResource },
  ) => Promise<Realisation> | Realisation;
}

const tags = inertInput('tags change nothing');
const ofEveryResource = v.object({ tags, tagsAll: tags, region: v.optional(v.string()) });

/** A handler that takes care of what every resource can have: tags, and a region, of which there is one here. */
export const defineResource = ({ type, describe, realise }: Definition): ResourceHandler => ({
  type,
  describe,
  async realise(declaration, services) {
    const { name, inputs } = declaration;
    const described = describe(declaration, services.account);
    try {
      const common = parseInputs(ofEveryResource, inputs);
      refuseOtherRegion(common.inputs.region, services.account);
      const own = Object.entries(inputs).filter(([input]) => !(input in ofEveryResource.entries));
      const { id, outputs, inert } = await realise(Object.fromEntries(own), { services, described });
      return {
        created: { id: id ?? described.id, outputs: { ...described.outputs, ...outputs } },
        inert: [...common.inert, ...inert].map((it) => ({ type, name, ...it })),
      };
    } catch (cause) {
      throw ofResource(declaration, cause);
    }
  },
});

const refuseOtherRegion = (region: string | undefined, account: Account): void => {
  if (region === undefined || region === account.region) return;
  throw new InputError('unsupported-input', `region is ${JSON.stringify(region)}.`, {
    remedy: `The local cloud stands for one region, ${account.region}.`,
  });
};

/** Says of which resource a service's error is. */
const ofResource = ({ type, name }: ResourceDeclaration, cause: unknown): unknown => {
  if (!(cause instanceof LocalCloudError)) return cause;
  const code = cause instanceof InputError ? cause.code : 'refused';
  return new ResourceError(code, `${type} ${name}: ${cause.problem}`, {
    ...(cause.remedy !== undefined && { remedy: cause.remedy }),
    context: { ...cause.context, type, name },
    cause,
  });
};
