import type { BuildOptions } from 'esbuild';

/** How modules become one CommonJS file that Lambda's Node reads fast. */
export const oneFile = {
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'cjs',
  // Packages that come both ways are taken as ES modules: only of those can be left out what nobody imports.
  mainFields: ['module', 'main'],
  conditions: ['@image-pipeline/source', 'module'],
  // CommonJS has no import.meta; what is found from a module is found from the bundle.
  banner: { js: "const bundleUrl=require('node:url').pathToFileURL(__filename).href;" },
  define: { 'import.meta.url': 'bundleUrl' },
  // Smaller is read faster; identifiers stay, so that stack traces can be read. Shorter ones start no faster.
  minifyWhitespace: true,
  minifySyntax: true,
  logLevel: 'warning',
} satisfies BuildOptions;
