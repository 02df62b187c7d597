import { Interrupted, type StopReason } from '../errors.ts';
import { exitCodeOf } from './exit-codes.ts';

/** How the parts of a command learn that it has to stop, and ask for it. */
export interface Shutdown {
  /** Aborts with an `Interrupted` as its reason. */
  readonly signal: AbortSignal;
  /** Ask for an orderly stop, as Ctrl-C does. */
  request(reason: StopReason): void;
  /**
   * Registers what must happen even when the orderly stop is cut short; it has to be synchronous.
   * Returns a function that takes the registration back.
   */
  onForcedExit(cleanUp: () => void): () => void;
  /** Ends the process at once, after the registered clean-ups. */
  force(exitCode: number): void;
  /** Takes the signal handlers back. */
  dispose(): void;
}

/** What an orderly stop may take, in ms: a person who pressed Ctrl-C waits two seconds at most. */
const patienceMs = 1_800;

/**
 * One Ctrl-C under `npm start` can arrive twice: once from the terminal, which signals the whole group, and once
 * from npm, which passes it on. Within this time, in ms, both are the same key press.
 */
const samePressMs = 300;

const stopSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * The one place that listens to signals. The first asks for an orderly stop by aborting `signal`; a second one, or
 * an orderly stop that takes longer than 1.8 s, ends the process at once after the registered clean-ups.
 * @param exit what ends the process. Default `process.exit`
 */
export const listenForShutdown = (exit: (code: number) => void = process.exit): Shutdown => {
  const controller = new AbortController();
  const cleanUps = new Set<() => void>();
  let requestedAt: number | undefined;
  let deadline: NodeJS.Timeout | undefined;

  const force = (exitCode: number): void => {
    for (const cleanUp of cleanUps) cleanUp();
    exit(exitCode);
  };

  const request = (reason: StopReason): void => {
    const now = performance.now();
    const interrupted = new Interrupted(reason);
    const exitCode = exitCodeOf(interrupted);
    if (requestedAt === undefined) {
      requestedAt = now;
      deadline = setTimeout(force, patienceMs, exitCode);
      controller.abort(interrupted);
    } else if (reason !== 'SIGPIPE' && now - requestedAt > samePressMs) {
      force(exitCode);
    }
  };

  for (const name of stopSignals) process.on(name, request);

  return {
    signal: controller.signal,
    request,
    force,
    onForcedExit(cleanUp) {
      cleanUps.add(cleanUp);
      return () => cleanUps.delete(cleanUp);
    },
    dispose() {
      clearTimeout(deadline);
      for (const name of stopSignals) process.off(name, request);
    },
  };
};
