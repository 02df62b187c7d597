import { createHash } from 'node:crypto';
import type { ResourceDeclaration } from '../engine/resource-provider.ts';

/** The name that the program gives a resource, or one as Pulumi makes it up: the logical name and seven hex digits. */
export const physicalName = (declaration: ResourceDeclaration, input = 'name'): string => {
  const given = declaration.inputs[input];
  return typeof given === 'string' && given !== ''
    ? given
    : `${declaration.name}-${digestOf(declaration).slice(0, 7)}`;
};

/** An id in the manner of CloudFront: `E` and thirteen capital letters and digits, always the same for a resource. */
export const capitalId = (declaration: ResourceDeclaration): string =>
  `E${BigInt(`0x${digestOf(declaration)}`)
    .toString(36)
    .toUpperCase()
    .slice(0, 13)}`;

/** A UUID that is always the same for a resource. */
export const stableUuid = (declaration: ResourceDeclaration): string =>
  digestOf(declaration).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');

export const digestOf = ({ urn }: ResourceDeclaration): string =>
  createHash('sha256').update(urn).digest('hex');
