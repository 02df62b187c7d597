import type { PropertyMap } from './property-values.ts';

/** A resource as the program declares it. */
export interface ResourceDeclaration {
  readonly urn: string;
  /** Type token such as `aws:s3/bucket:Bucket`. */
  readonly type: string;
  readonly name: string;
  /** URN of the component or stack it belongs to. */
  readonly parent?: string;
  readonly inputs: PropertyMap;
  /** URNs of what it depends on, sorted. */
  readonly dependencies: readonly string[];
  /** Set when `pulumi destroy` must not delete it. */
  readonly protect?: true;
}

/** What the provider made of a declaration; the outputs come on top of the inputs. */
export interface CreatedResource {
  readonly id: string;
  readonly outputs: PropertyMap;
}

/** What stands behind the program: makes its resources and answers its data sources. */
export interface ResourceProvider {
  create(declaration: ResourceDeclaration): Promise<CreatedResource>;
  /** @param token such as `aws:index/getRegion:getRegion` */
  invoke(token: string, args: PropertyMap): Promise<PropertyMap>;
}
