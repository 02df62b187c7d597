import type { DatabaseSync } from 'node:sqlite';

/** The blobs that hold an object or a part; every other file is left over. */
export const referencedBlobs = (database: DatabaseSync): Set<string> => {
  const rows = database.prepare('SELECT blob FROM object UNION ALL SELECT blob FROM part').iterate();
  const names = new Set<string>();
  for (const row of rows) names.add(String(row['blob']));
  return names;
};
