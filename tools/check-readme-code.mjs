/**
 * Compiles the TypeScript examples of the documentation against the sources, each as a module of its own, and fails
 * with file and line where one does not compile. What an example leaves to its reader is declared in a comment right
 * above it, which renders to nothing: <!-- code: declare const bytes: Uint8Array -->
 */
import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = fileURLToPath(new URL('..', import.meta.url));
const pages = ['*.md', 'docs/*.md', 'infra/README.md', '{apps,libs}/*/README.md'];
const example =
  /^(?:<!-- code: (?<declarations>[^\n]*) -->\s+)?^ *```(?:ts|typescript)\n(?<code>.*?)^ *```$/gms;

const lineBreaks = (text) => text.split('\n').length - 1;

/** Path beside the page → code. Empty lines stand for the text above, so that lines are those of the page. */
const examplesOf = (page) => {
  const markdown = readFileSync(root + page, 'utf8');
  return [...markdown.matchAll(example)].map((match) => {
    const { declarations = '', code } = match.groups;
    const start = match.index + match[0].indexOf(code, match[0].indexOf('```'));
    const fence = lineBreaks(markdown.slice(0, start)) - 1;
    return [`${root}${page}:${fence + 1}.ts`, `${'\n'.repeat(fence)}${declarations}\n${code}`];
  });
};

const examples = new Map(globSync(pages, { cwd: root }).sort().flatMap(examplesOf));

const { config } = ts.readConfigFile(`${root}tsconfig.base.json`, ts.sys.readFile);
const { options } = ts.convertCompilerOptionsFromJson(
  {
    ...config.compilerOptions,
    composite: false,
    declarationMap: false,
    noEmit: true,
    allowImportingTsExtensions: true,
    moduleDetection: 'force',
    // An example may name a result without using it.
    noUnusedLocals: false,
  },
  root,
);
const host = ts.createCompilerHost(options);
const { fileExists, readFile } = host;
host.fileExists = (path) => examples.has(path) || fileExists(path);
host.readFile = (path) => examples.get(path) ?? readFile(path);

const program = ts.createProgram([...examples.keys()], options, host);
const problems = [...examples.keys()]
  .map((path) => program.getSourceFile(path))
  .flatMap((file) => [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)]);

for (const { file, start, messageText } of problems) {
  const page = file.fileName.slice(root.length).replace(/:\d+\.ts$/, '');
  const line = file.getLineAndCharacterOfPosition(start).line + 1;
  console.error(`${page}:${line}: ${ts.flattenDiagnosticMessageText(messageText, '\n  ')}`);
}
if (problems.length > 0 || examples.size === 0) process.exitCode = 1;
else console.log(`${examples.size} examples compile.`);
