/** What somebody threw, in words: anything can be thrown. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** The code of an error by whomever, such as the operating system's `ENOENT`; undefined where there is none. */
export const errorCode = (error: unknown): unknown => (isObject(error) ? error['code'] : undefined);

/** Whether a value has properties by name; arrays have not. */
export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
