import { fileURLToPath } from 'node:url';

const projectDirectory = fileURLToPath(new URL('..', import.meta.url));

/** Where the pieces of the Lambda are read and written; every path is absolute. */
export const paths = {
  entryPoint: `${projectDirectory}src/main.ts`,
  watermarks: `${projectDirectory}watermarks`,
  /** The handler alone: run by the local stack, which finds sharp in the repository's node_modules. */
  bundle: `${projectDirectory}dist/bundle`,
  /** The handler and sharp for Lambda's platform: what AWS gets. */
  package: `${projectDirectory}dist/package`,
  lockFile: fileURLToPath(new URL('../../../package-lock.json', import.meta.url)),
} as const;
