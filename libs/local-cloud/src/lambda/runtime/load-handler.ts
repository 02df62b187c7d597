import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { InvocationContext } from './invocation-context.ts';
import { RuntimeError } from './runtime-error.ts';

export type Handler = (event: unknown, context: InvocationContext) => unknown;

/** In the order in which AWS's runtime looks for them. */
const extensions = ['.js', '.mjs', '.cjs'];

/**
 * Finds the function that a handler string such as `main.handler` or `src/app.handlers.upload` names below `taskRoot`.
 * CommonJS and ES modules both work, as Node.js tells them apart.
 * @throws RuntimeError
 */
export const loadHandler = async (taskRoot: string, handlerName: string): Promise<Handler> => {
  const { modulePath, exportPath } = parseHandlerName(handlerName);
  const exported = await loadModule(resolve(taskRoot, modulePath));
  const handler = exportPath.reduce<unknown>(property, exported);
  if (typeof handler !== 'function') {
    throw new RuntimeError('HandlerNotFound', `${handlerName} is undefined or not a function`);
  }
  if (handler.length >= 3) {
    throw new RuntimeError(
      'CallbackHandlerDeprecated',
      `${handlerName} takes a callback. Node.js 24 on Lambda supports async handlers only: return a promise instead.`,
    );
  }
  return handler as Handler;
};

const parseHandlerName = (handlerName: string) => {
  const [file, ...exportPath] = basename(handlerName).split('.');
  if (!file || exportPath.length === 0 || exportPath.includes('') || handlerName.includes('..')) {
    throw new RuntimeError(
      'MalformedHandlerName',
      `'${handlerName}' is not a valid handler name: expected a file and an export.`,
    );
  }
  return { modulePath: join(dirname(handlerName), file), exportPath };
};

const loadModule = async (path: string): Promise<unknown> => {
  try {
    const file = extensions.map((extension) => path + extension).find((candidate) => existsSync(candidate));
    if (file === undefined) return createRequire(path)(path);
    const namespace: unknown = await import(pathToFileURL(file).href);
    // A CommonJS module's exports are all in `default`; only those that Node.js could foresee are in the namespace.
    return isCommonJs(namespace) ? namespace['module.exports'] : namespace;
  } catch (error) {
    if (error instanceof SyntaxError) throw new RuntimeError('UserCodeSyntaxError', String(error), error);
    if (isModuleNotFound(error)) throw new RuntimeError('ImportModuleError', String(error), error);
    throw error;
  }
};

const isCommonJs = (namespace: unknown): namespace is { 'module.exports': unknown } =>
  typeof namespace === 'object' && namespace !== null && 'module.exports' in namespace;

const isModuleNotFound = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  (error.code === 'MODULE_NOT_FOUND' || error.code === 'ERR_MODULE_NOT_FOUND');

const property = (value: unknown, name: string): unknown =>
  value === null || value === undefined ? undefined : (value as Record<string, unknown>)[name];
