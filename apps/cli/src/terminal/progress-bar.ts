import { SingleBar } from 'cli-progress';
import type { Output } from './output.ts';

/** Shows how many of the images are done. */
export interface Progress {
  /** Counts one more image as done. */
  advance(): void;
  /** Takes the bar off the screen. */
  stop(): void;
}

const silent: Progress = { advance: () => undefined, stop: () => undefined };

/** A bar on stderr while `total` images are worked through; nothing at all where stderr is no terminal. */
export const startProgress = (
  { stderr, stderrIsTerminal }: Pick<Output, 'stderr' | 'stderrIsTerminal'>,
  total: number,
  { hidden = false } = {},
): Progress => {
  if (hidden || !stderrIsTerminal) return silent;
  const bar = new SingleBar({
    stream: stderr,
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
