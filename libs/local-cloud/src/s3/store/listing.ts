import type { DatabaseSync } from 'node:sqlite';
import { objectOfRow, type StoredObject } from './stored-object.ts';

export interface ListingQuery {
  readonly bucket: string;
  readonly prefix: string;
  /** Keys that share what follows the prefix up to the delimiter are rolled up into one common prefix. '' for none. */
  readonly delimiter: string;
  /** The first key to consider, inclusive. */
  readonly from: string;
  /** Objects and common prefixes together. */
  readonly limit: number;
}

export interface Listing {
  readonly objects: readonly StoredObject[];
  readonly commonPrefixes: readonly string[];
  /** Where the next page begins (see `from`); absent on the last page. */
  readonly next?: string;
  /** The greatest key or common prefix of this page. */
  readonly last?: string;
}

/** Lists a bucket in the order of the keys' UTF-8; a rolled-up prefix costs one look-up however many keys it holds. */
export const createListing = (database: DatabaseSync): ((query: ListingQuery) => Listing) => {
  const select = database.prepare('SELECT * FROM object WHERE bucket = ? AND key >= ? ORDER BY key');

  return ({ bucket, prefix, delimiter, from, limit }) => {
    const objects: StoredObject[] = [];
    const commonPrefixes: string[] = [];
    let last: string | undefined;
    let start: string | undefined = laterOf(from, prefix);
    while (start !== undefined && limit > 0) {
      let resume: string | undefined;
      for (const row of select.iterate(bucket, start)) {
        const key = String(row['key']);
        if (!key.startsWith(prefix)) break;
        if (objects.length + commonPrefixes.length === limit) {
          return { objects, commonPrefixes, next: key, ...(last !== undefined && { last }) };
        }
        const commonPrefix = commonPrefixOf(key, prefix, delimiter);
        if (commonPrefix !== undefined) {
          commonPrefixes.push((last = commonPrefix));
          resume = afterPrefix(commonPrefix);
          break;
        }
        objects.push(objectOfRow(row));
        last = key;
      }
      start = resume;
    }
    return { objects, commonPrefixes, ...(last !== undefined && { last }) };
  };
};

/** What a key is rolled up into: up to the first delimiter after the prefix; undefined when there is none. */
export const commonPrefixOf = (key: string, prefix: string, delimiter: string): string | undefined => {
  if (delimiter === '') return undefined;
  const end = key.indexOf(delimiter, prefix.length);
  return end < 0 ? undefined : key.slice(0, end + delimiter.length);
};

/** The least text that is greater than every text beginning with `prefix`; undefined when there is none. */
export const afterPrefix = (prefix: string): string | undefined => {
  const points = Array.from(prefix, (character) => character.codePointAt(0) ?? 0);
  while (points.at(-1) === 0x10ffff) points.pop();
  const last = points.pop();
  if (last === undefined) return undefined;
  // Surrogates are no characters: after U+D7FF comes U+E000.
  return String.fromCodePoint(...points, last === 0xd7ff ? 0xe000 : last + 1);
};

/** The least text greater than `key`. */
export const justAfter = (key: string): string => `${key}\0`;

const laterOf = (left: string, right: string): string =>
  Buffer.compare(Buffer.from(left), Buffer.from(right)) >= 0 ? left : right;
