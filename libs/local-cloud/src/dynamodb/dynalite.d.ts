declare module 'dynalite' {
  import type { Server } from 'node:http';

  /** @param options path: folder of its LevelDB; without one the tables live in memory */
  export default function dynalite(options: {
    readonly path?: string;
    readonly createTableMs?: number;
    readonly deleteTableMs?: number;
    readonly updateTableMs?: number;
  }): Server;
}
