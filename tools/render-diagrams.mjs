/**
 * Draws docs/*.dot as docs/*.svg with Graphviz (compiled to WebAssembly, so nothing needs to be installed).
 * With --check it draws nothing and fails when a picture is older than its text.
 */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { Graphviz } from '@hpcc-js/wasm-graphviz';

const docs = new URL('../docs/', import.meta.url);
const check = process.argv.includes('--check');
const graphviz = await Graphviz.load();

for (const file of (await readdir(docs)).filter((name) => name.endsWith('.dot'))) {
  const picture = new URL(file.replace(/\.dot$/, '.svg'), docs);
  const drawn = graphviz.dot(await readFile(new URL(file, docs), 'utf8'));
  if (!check) {
    await writeFile(picture, drawn);
  } else if (drawn !== (await readFile(picture, 'utf8').catch(() => ''))) {
    console.error(`docs/${file} has changed since its picture was drawn: run npm run docs:diagram`);
    process.exitCode = 1;
  }
}
