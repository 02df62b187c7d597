/** Dynalite ships no types: declared as far as it is used here. */

declare module 'dynalite' {
  import type { Server } from 'node:http';

  export default function dynalite(options: {
    /** Folder of its LevelDB; without one the tables live in memory. */
    readonly path?: string;
    readonly createTableMs: number;
    readonly deleteTableMs: number;
    readonly updateTableMs: number;
  }): Server;
}

declare module 'dynalite/db/index.js' {
  interface Request {
    readonly ReturnValuesOnConditionCheckFailure?: 'ALL_OLD' | 'NONE';
  }
  interface Refusal {
    readonly body: { Item?: object };
  }
  const database: {
    /** Called by every conditional write under the lock of its item. */
    checkConditional(request: Request, item: object | undefined): Refusal | null | undefined;
  };
  export default database;
}

/** What parameters an operation knows; dynalite drops all others. */
declare module 'dynalite/validations/*' {
  const validation: { readonly types: Record<string, { readonly type: string; readonly enum: string[] }> };
  export default validation;
}
