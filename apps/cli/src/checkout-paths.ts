import { fileURLToPath } from 'node:url';

const fromRoot = (path: string): string => fileURLToPath(new URL(`../../../${path}`, import.meta.url));

/** The folder of the Pulumi program, with one `Pulumi.<stack>.yaml` per stack. */
export const programDir = fromRoot('infra');

/** Where the local stack keeps its data unless `--data` says otherwise. */
export const defaultDataDir = fromRoot('.local');
