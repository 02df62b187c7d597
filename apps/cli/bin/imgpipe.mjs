#!/usr/bin/env -S node --conditions=@image-pipeline/source
// Plain JavaScript in the syntax of old Node versions: it has to run where the TypeScript below cannot.
const requiredMajor = 24;
const sourceCondition = '@image-pipeline/source';

const refuse = (reason) => {
  process.stderr.write(
    `imgpipe: ${reason}\n` +
      '  Run it as `npx imgpipe …` or `npm start` inside the repository: both bring the right Node and its options.\n',
  );
  process.exitCode = 2;
};

const nodeOptions = [...process.execArgv, process.env.NODE_OPTIONS ?? ''].join(' ');

/**
 * From the second run on, hundreds of files need neither be stripped of their types nor compiled, here and in the
 * Pulumi program's process, which inherits the variable: a start takes about a quarter less. In the repository's own
 * folder, because another user could put code into one below /tmp.
 */
const keepCompiledCode = async () => {
  const { enableCompileCache, getCompileCacheDir } = await import('node:module');
  const { fileURLToPath } = await import('node:url');
  enableCompileCache(fileURLToPath(new URL('../../../node_modules/.cache/imgpipe', import.meta.url)));
  process.env.NODE_COMPILE_CACHE ??= getCompileCacheDir();
};

if (Number.parseInt(process.versions.node, 10) < requiredMajor) {
  refuse(`needs Node ${requiredMajor} or newer; this is Node ${process.versions.node}.`);
} else if (!nodeOptions.includes(sourceCondition)) {
  refuse(`needs Node's option --conditions=${sourceCondition}, which its first line gives.`);
} else {
  await keepCompiledCode();
  await import('../src/main.ts');
}
