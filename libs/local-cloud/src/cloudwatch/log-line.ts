/** One line of a function's log, on its way to its log group. */
export interface LogLine {
  /** Milliseconds since the epoch. */
  readonly timestamp: number;
  readonly logGroup: string;
  /** One per execution environment. */
  readonly logStream: string;
  /** Without line break; at most 256 KiB, longer ones arrive in pieces. */
  readonly message: string;
  /** The invocation that was running; absent while the environment starts and between invocations. */
  readonly requestId?: string;
}
