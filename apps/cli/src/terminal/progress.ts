import { SingleBar } from 'cli-progress';
import type { Output } from './output.ts';

export interface Progress {
  /** Counts one more item as done. */
  advance(): void;
  stop(): void;
}

const silent: Progress = { advance: () => undefined, stop: () => undefined };

/** A bar on stderr while `total` items are worked through; nothing at all where stderr is no terminal. */
export const startProgress = (output: Output, total: number, { hidden = false } = {}): Progress => {
  if (hidden || !output.stderrIsTerminal) return silent;
  const bar = new SingleBar({
    stream: output.stderr,
    format: '{bar} {value}/{total} images  {duration_formatted}',
    barCompleteChar: '█',
    barIncompleteChar: '░',
    barsize: 30,
    hideCursor: true,
    clearOnComplete: true,
    // Signals are handled in one place, shutdown.ts; the bar is stopped by whoever started it.
    gracefulExit: false,
  });
  bar.start(total, 0);
  return {
    advance: () => bar.increment(),
    stop: () => bar.stop(),
  };
};
