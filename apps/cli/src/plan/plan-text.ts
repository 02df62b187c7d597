import type { Plan } from '@image-pipeline/local-cloud';
import { stringify } from 'yaml';
import type { Colours } from '../terminal/output.ts';
import { printable } from '../terminal/printable.ts';

type Resource = Plan['resources'][number];

/** The plan for people: under each component its resources, under each resource its inputs; at the end the outputs. */
export const planText = ({ resources, outputs }: Plan, colours: Colours): string[] => [
  ...groupByComponent(resources).flatMap(({ title, members }) => [
    colours.bold(title),
    ...members.flatMap((resource) => resourceLines(resource, colours)),
    '',
  ]),
  colours.bold('outputs'),
  ...indented(yamlLines(outputs), 2),
];

interface Group {
  readonly title: string;
  readonly members: Resource[];
}

/** One group per component that has resources, in the order in which they were declared. */
const groupByComponent = (resources: readonly Resource[]): Group[] => {
  const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
  const groups = new Map<string, Group>();
  for (const resource of resources) {
    if (isComponent(resource)) continue;
    const components = componentsAbove(resource, byUrn);
    const key = components.at(-1)?.urn ?? '';
    const group = groups.get(key) ?? { title: titleOf(components), members: [] };
    group.members.push(resource);
    groups.set(key, group);
  }
  return [...groups.values()];
};

/** From the stack down to the component that the resource belongs to; a parent may also be another resource. */
const componentsAbove = (resource: Resource, byUrn: ReadonlyMap<string, Resource>): Resource[] => {
  const parent = resource.parent === undefined ? undefined : byUrn.get(resource.parent);
  if (parent === undefined) return [];
  const above = componentsAbove(parent, byUrn);
  return isComponent(parent) ? [...above, parent] : above;
};

/** Types of provider resources have a module path such as `aws:s3/bucket:Bucket`; components and the stack have none. */
const isComponent = ({ type }: Resource): boolean =>
  !type.includes('/') && !type.startsWith('pulumi:providers:');

const titleOf = (components: readonly Resource[]): string =>
  components
    .filter(({ type }) => type !== 'pulumi:pulumi:Stack')
    .map(({ type, name }) => `${printable(name)} (${printable(type)})`)
    .join(' › ') || 'the program itself';

const resourceLines = ({ type, name, inputs }: Resource, colours: Colours): string[] => [
  `  ${colours.cyan(printable(type))} ${printable(name)}`,
  ...indented(yamlLines(inputs), 6),
];

const yamlLines = (value: object): string[] => {
  if (Object.keys(value).length === 0) return [];
  return stringify(value, { lineWidth: 0 }).trimEnd().split('\n').map(printable);
};

const indented = (lines: readonly string[], spaces: number): string[] =>
  lines.map((line) => ' '.repeat(spaces) + line);
