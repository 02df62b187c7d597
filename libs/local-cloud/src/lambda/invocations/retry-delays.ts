/**
 * Milliseconds before the first and second retry of an asynchronous invocation: a poison image on this machine shall be
 * a dead letter while somebody still looks. AWS waits one and two minutes
 * (https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html).
 */
export const defaultRetryDelaysMs: readonly number[] = [1000, 2000];
