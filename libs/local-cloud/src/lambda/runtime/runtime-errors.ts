/**
 * What goes wrong in the runtime and not in the function's own code, named as AWS names it: a caller sees the name
 * as `errorType`.
 */
class RuntimeError extends Error {
  constructor(name: string, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = name;
    // The caller wants to know where the function's code went wrong, not where the runtime noticed it.
    if (cause instanceof Error && cause.stack !== undefined) this.stack = cause.stack;
  }
}

export class MalformedHandlerNameError extends RuntimeError {
  constructor(handler: string) {
    super(
      'Runtime.MalformedHandlerName',
      `'${handler}' is not a valid handler name: expected a file and an export.`,
    );
  }
}

export class HandlerNotFoundError extends RuntimeError {
  constructor(handler: string) {
    super('Runtime.HandlerNotFound', `${handler} is undefined or not a function`);
  }
}

export class ImportModuleError extends RuntimeError {
  constructor(cause: unknown) {
    super('Runtime.ImportModuleError', String(cause), cause);
  }
}

export class UserCodeSyntaxError extends RuntimeError {
  constructor(cause: unknown) {
    super('Runtime.UserCodeSyntaxError', String(cause), cause);
  }
}

export class CallbackHandlerDeprecatedError extends RuntimeError {
  constructor(handler: string) {
    super(
      'Runtime.CallbackHandlerDeprecated',
      `${handler} takes a callback. Node.js 24 on Lambda supports async handlers only: return a promise instead.`,
    );
  }
}

export class JsonStringifyError extends RuntimeError {
  constructor(cause: unknown) {
    super('Runtime.JSONStringifyError', `Unable to stringify response body: ${String(cause)}`, cause);
  }
}
