import type { ImageMetadata } from '../src/extract-metadata.ts';
import type { ExiftoolTags } from './exiftool.ts';

export type Value = string | number | readonly string[] | undefined;

/** One field of the record: where it stands in ours, what exiftool has of it, and why they may differ. */
export interface Field {
  /** As a path into the record. */
  readonly name: string;
  readonly ours: (metadata: ImageMetadata) => Value;
  readonly theirs: (tags: ExiftoolTags) => Value;
  /** Asked only where both have a value; without it they have to be equal. */
  readonly same?: (ours: Value, theirs: Value) => boolean;
  readonly rules?: readonly Rule[];
}

/** A documented reason why our value is another than exiftool's. */
export interface Rule {
  /** As the report names it. */
  readonly name: string;
  readonly explains: (ours: Value, theirs: Value, tags: ExiftoolTags) => boolean;
}

/** How one field of one file compares. */
export type Finding =
  | { readonly is: 'absent' | 'same' }
  | { readonly is: 'by-rule'; readonly rule: string }
  | {
      readonly is: 'different' | 'only-exiftool' | 'only-here';
      readonly ours: Value;
      readonly theirs: Value;
    };

export const compare = (field: Field, metadata: ImageMetadata, tags: ExiftoolTags): Finding => {
  const { same = equal, rules = [] } = field;
  const ours = field.ours(metadata);
  const theirs = field.theirs(tags);
  if (ours === undefined && theirs === undefined) return { is: 'absent' };
  if (ours !== undefined && theirs !== undefined && same(ours, theirs)) return { is: 'same' };
  const rule = rules.find(({ explains }) => explains(ours, theirs, tags));
  if (rule) return { is: 'by-rule', rule: rule.name };
  const is = theirs === undefined ? 'only-here' : ours === undefined ? 'only-exiftool' : 'different';
  return { is, ours, theirs };
};

export const equal = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

export const within =
  (tolerance: number) =>
  (ours: Value, theirs: Value): boolean =>
    Math.abs(Number(ours) - Number(theirs)) <= tolerance;
