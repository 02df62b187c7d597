import * as v from 'valibot';
import type { Account } from '../iam/account.ts';
import { describeProblems, inertInput, inertInputsOf } from '../declarations/declared-inputs.ts';
import type { PropertyMap } from '../engine/property-values.ts';
import type { CreatedResource, ResourceDeclaration } from '../engine/resource-provider.ts';
import { LocalCloudError } from '../errors.ts';
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

/** What became of a declaration, where it became something else than it says. */
export interface Realisation {
  /** Id and outputs that differ here from what AWS would answer, such as an address. */
  readonly id?: string;
  readonly outputs?: PropertyMap;
  /** What had no effect, beyond the inputs that the schema says so of. */
  readonly inert?: readonly Pick<InertDeclaration, 'input' | 'reason'>[];
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

const tags = inertInput('tags change nothing');
const ofEveryResource = { tags, tagsAll: tags, region: v.optional(v.string()) };

interface Definition<Entries extends v.ObjectEntries> {
  readonly type: string;
  /** Every input that is used or `inert`; any other is refused by name. */
  readonly inputs: Entries;
  /** For a service that reads the declaration itself: hands it the inputs that are not listed, too. */
  readonly leavesOtherInputs?: true;
  readonly describe: ResourceHandler['describe'];
  readonly realise: (
    inputs: v.InferOutput<v.StrictObjectSchema<Entries, undefined>>,
    context: { readonly services: LocalServices; readonly described: CreatedResource; readonly name: string },
  ) => Promise<Realisation | undefined> | Realisation | undefined;
}

export const defineResource = <const Entries extends v.ObjectEntries>(
  definition: Definition<Entries>,
): ResourceHandler => {
  const { type, describe } = definition;
  const entries = { ...ofEveryResource, ...definition.inputs };
  const schema = definition.leavesOtherInputs
    ? v.looseObject(definition.inputs)
    : v.strictObject(definition.inputs);
  return {
    type,
    describe,
    async realise(declaration, services) {
      const { name } = declaration;
      refuseOtherRegion(declaration, services.account);
      const inputs = parseInputs(schema, declaration);
      const described = describe(declaration, services.account);
      const realised = await Promise.resolve()
        .then(() => definition.realise(inputs, { services, described, name }))
        .catch((cause: unknown) => {
          throw ofResource(declaration, cause);
        });
      return {
        created: {
          id: realised?.id ?? described.id,
          outputs: { ...described.outputs, ...realised?.outputs },
        },
        inert: [...inertInputsOf(v.object(entries), declaration.inputs), ...(realised?.inert ?? [])].map(
          (it) => ({
            type,
            name,
            ...it,
          }),
        ),
      };
    },
  };
};

const parseInputs = <Schema extends v.GenericSchema>(
  schema: Schema,
  declaration: ResourceDeclaration,
): v.InferOutput<Schema> => {
  const own = Object.entries(declaration.inputs).filter(([input]) => !(input in ofEveryResource));
  const parsed = v.safeParse(schema, Object.fromEntries(own));
  if (parsed.success) return parsed.output;
  const problems = describeProblems(parsed.issues);
  throw new ResourceError('unsupported-input', `${label(declaration)}: ${problems.join('; ')}.`, {
    remedy: `What the local cloud makes of this type is in libs/local-cloud/src/resources.`,
    context: { type: declaration.type, name: declaration.name, problems },
  });
};

const refuseOtherRegion = (declaration: ResourceDeclaration, account: Account): void => {
  const { region } = declaration.inputs;
  if (region === undefined || region === account.region) return;
  throw new ResourceError(
    'unsupported-input',
    `${label(declaration)}: region is ${JSON.stringify(region)}.`,
    {
      remedy: `The local cloud stands for one region, ${account.region}.`,
    },
  );
};

/** Says of which resource a service's error is. */
const ofResource = (declaration: ResourceDeclaration, cause: unknown): unknown => {
  if (!(cause instanceof LocalCloudError)) return cause;
  return new ResourceError('refused', `${label(declaration)}: ${cause.message}`, {
    context: { ...cause.context, type: declaration.type, name: declaration.name },
    cause,
  });
};

const label = ({ type, name }: ResourceDeclaration): string => `${type} ${name}`;
