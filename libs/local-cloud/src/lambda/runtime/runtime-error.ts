/**
 * What goes wrong in the runtime and not in the function's own code. A caller sees the name, which is AWS's, as
 * `errorType`. It imports nothing, as this whole folder: it runs beside the function's code.
 */
export class RuntimeError extends Error {
  constructor(name: string, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = `Runtime.${name}`;
    // The caller wants to know where the function's code went wrong, not where the runtime noticed it.
    if (cause instanceof Error && cause.stack !== undefined) this.stack = cause.stack;
  }
}
