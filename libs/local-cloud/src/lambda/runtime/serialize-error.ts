/** An error as the Runtime API takes it. */
export interface SerializedError {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace: readonly string[];
}

/** Anything can be thrown; what is no error is described by its type and its text. */
export const serializeError = (error: unknown): SerializedError => {
  if (!(error instanceof Error)) return { errorType: typeof error, errorMessage: textOf(error), trace: [] };
  return {
    errorType: String(error.name),
    errorMessage: String(error.message),
    trace: typeof error.stack === 'string' ? error.stack.split('\n') : [],
  };
};

const textOf = (value: unknown): string => {
  try {
    return String(value);
  } catch {
    // An object that inherits nothing, or with a toString of its own that throws.
    return Object.prototype.toString.call(value);
  }
};
