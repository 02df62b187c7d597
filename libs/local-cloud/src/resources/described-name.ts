import { createHash } from 'node:crypto';
import type { ResourceDeclaration } from '../engine/resource-provider.ts';
import type { ResourceHandler } from './resource-handler.ts';

/** The name that the program gives a resource, or one as Pulumi makes it up: the logical name and seven hex digits. */
export const physicalName = (declaration: ResourceDeclaration, input = 'name'): string => {
  const given = declaration.inputs[input];
  return typeof given === 'string' && given !== ''
    ? given
    : `${declaration.name}-${digestOf(declaration).slice(0, 7)}`;
};

/** Describes what belongs to another resource and has that one's id, which the input names. */
export const describedBy =
  (input: string): ResourceHandler['describe'] =>
  ({ inputs }, { region }) => ({ id: String(inputs[input]), outputs: { region } });

/** An id in the manner of CloudFront: `E` and thirteen capital letters and digits, always the same for a resource. */
export const capitalId = (declaration: ResourceDeclaration): string =>
  `E${BigInt(`0x${digestOf(declaration)}`)
    .toString(36)
    .toUpperCase()
    .slice(0, 13)}`;

/** A UUID that is always the same for a resource. */
export const stableUuid = (declaration: ResourceDeclaration): string =>
  digestOf(declaration).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');

/** SHA-256 of the resource's URN, 64 hex digits. */
export const digestOf = ({ urn }: ResourceDeclaration): string =>
  createHash('sha256').update(urn).digest('hex');
