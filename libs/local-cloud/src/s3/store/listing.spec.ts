import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { afterPrefix, commonPrefixOf, createListing, type Listing, type ListingQuery } from './listing.ts';

const bytes = (text: string): Buffer => Buffer.from(text);
const byBytes = (a: string, b: string): number => Buffer.compare(bytes(a), bytes(b));

/** The definition of a listing, one key at a time. */
const listSlowly = (keys: readonly string[], { prefix, delimiter }: ListingQuery): string[] => {
  const matching = [...keys].sort(byBytes).filter((key) => key.startsWith(prefix));
  return [...new Set(matching.map((key) => commonPrefixOf(key, prefix, delimiter) ?? key))];
};

const entriesOf = ({ objects, commonPrefixes }: Listing): string[] =>
  [...objects.map(({ key }) => key), ...commonPrefixes].sort(byBytes);

// Few characters, so that prefixes and delimiters meet; the last ones border on gaps of the code space.
const key = fc.string({ unit: fc.constantFrom('a', 'b', '/', '-', '\ud7ff', '\u{10ffff}'), maxLength: 6 });

describe('a listing', () => {
  it('gives every entry once, in order, whatever the page size', () => {
    const parameters = fc.record({
      keys: fc.uniqueArray(
        key.filter((text) => text !== ''),
        { maxLength: 20 },
      ),
      prefix: fc.string({ unit: fc.constantFrom('a', '/', '\u{10ffff}'), maxLength: 2 }),
      delimiter: fc.constantFrom('', '/', 'b', '/a', '\u{10ffff}'),
      limit: fc.integer({ min: 1, max: 6 }),
    });
    fc.assert(
      fc.property(parameters, ({ keys, prefix, delimiter, limit }) => {
        const list = createListing(databaseOf(keys));
        const entries: string[] = [];
        let from: string | undefined = '';
        while (from !== undefined) {
          const page: Listing = list({ bucket: 'b', prefix, delimiter, from, limit });
          const found = entriesOf(page);
          expect(found.length).toBeLessThanOrEqual(limit);
          expect(page.last).toBe(found.at(-1));
          entries.push(...found);
          from = page.next;
        }
        expect(entries).toEqual(listSlowly(keys, { bucket: 'b', prefix, delimiter, from: '', limit }));
      }),
      { numRuns: 300 },
    );
  });

  it('knows the end of a prefix', () => {
    fc.assert(
      fc.property(key, key, (prefix, rest) => {
        const end = afterPrefix(prefix);
        if (end === undefined) expect(prefix.replaceAll('\u{10ffff}', '')).toBe('');
        else expect(byBytes(`${prefix}${rest}`, end)).toBeLessThan(0);
      }),
    );
  });
});

const databaseOf = (keys: readonly string[]): DatabaseSync => {
  const database = new DatabaseSync(':memory:');
  database.exec(
    `CREATE TABLE object (bucket, key, blob DEFAULT '', size DEFAULT 0, etag DEFAULT '', last_modified DEFAULT 0,
      headers DEFAULT '{}', tags DEFAULT '[]', checksum DEFAULT '{}', PRIMARY KEY (bucket, key)) WITHOUT ROWID`,
  );
  const insert = database.prepare('INSERT INTO object (bucket, key) VALUES (?, ?)');
  for (const text of keys) insert.run('b', text);
  // Neighbours that must not show.
  insert.run('a', 'a/a');
  insert.run('c', 'a/a');
  return database;
};
