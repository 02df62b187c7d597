import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'esbuild';

/**
 * Leaves out of a bundle what the function never uses of the AWS SDK and what esbuild cannot know to be unused: an
 * eighth of a cold start.
 *
 * - The SDK's search for credentials (profiles, SSO, processes, STS with clients of its own, instance metadata).
 *   The function is given its credentials in environment variables, on AWS as by the local cloud, and hands them to
 *   every client itself.
 * - The schemas of some hundred operations of S3 that nothing calls.
 */
export const leanAwsSdk: Plugin = {
  name: 'lean-aws-sdk',
  setup(build) {
    build.onResolve({ filter: /^@aws-sdk\/credential-provider-node$/ }, () => ({ path: noCredentialSearch }));
    build.onLoad(
      { filter: /[\\/]client-[a-z0-9-]+[\\/]dist-es[\\/]schemas[\\/][^\\/]+\.js$/ },
      async ({ path }) => ({
        contents: withPureSchemas(await readFile(path, 'utf8')),
        loader: 'js',
      }),
    );
  },
};

const noCredentialSearch = fileURLToPath(new URL('no-credential-search.ts', import.meta.url));

/**
 * Wraps every schema, an array literal, into a call that is marked as free of side effects. Schemas have keys such as
 * `[_hQ]`, which could call anything for all that esbuild knows, so without the mark it keeps each of them.
 *
 * @param code a module of schemas as the SDK's generator writes it: one declaration after the other, each of which
 *   starts and ends a line. What looks otherwise stays as it is, and so does what it does.
 */
export const withPureSchemas = (code: string): string =>
  code.replace(
    /^export var ([\w$]+) = (\[[^]*?\]);$/gm,
    (_, name: string, schema: string) => `export var ${name} = /* @__PURE__ */ (() => ${schema})();`,
  );
