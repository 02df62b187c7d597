/** Type of the resource that stands for the stack itself. */
export const stackType = 'pulumi:pulumi:Stack';

/**
 * The name under which Pulumi knows a resource for good. The type of a resource inside a component is qualified by
 * the types around it, the stack's own excepted: `urn:pulumi:prod::shop::my:Component$aws:s3/bucket:Bucket::photos`.
 * @see https://www.pulumi.com/docs/iac/concepts/resources/names/#urns
 */
export const createUrn = (resource: {
  readonly stack: string;
  readonly project: string;
  readonly type: string;
  readonly name: string;
  /** URN of the parent; empty for none. */
  readonly parent: string;
}): string => {
  const parentType = resource.parent === '' ? stackType : qualifiedTypeOf(resource.parent);
  const qualifiedType = parentType === stackType ? resource.type : `${parentType}$${resource.type}`;
  return `urn:pulumi:${resource.stack}::${resource.project}::${qualifiedType}::${resource.name}`;
};

const qualifiedTypeOf = (urn: string): string => urn.split('::')[2] ?? '';
