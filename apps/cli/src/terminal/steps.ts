import type { Output } from './output.ts';

/** Runs one named step and shows it: a spinner while it lasts, then a line with its time. */
export type Step = <T>(title: string, run: () => Promise<T>) => Promise<T>;

const frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const frameMs = 80;
const clearLine = '\r\u001b[2K';

/**
 * Steps are shown on stderr. Where it is no terminal, only the finished lines are written: a log wants no spinner.
 */
export const createSteps = (output: Output): Step => {
  const { noteColours: colours } = output;

  const spin = (title: string): (() => void) => {
    if (!output.stderrIsTerminal) return () => undefined;
    let frame = 0;
    const draw = (): void => {
      output.stderr.write(`${clearLine}${colours.cyan(frames[frame++ % frames.length] ?? '')} ${title}`);
    };
    draw();
    const timer = setInterval(draw, frameMs);
    return () => {
      clearInterval(timer);
      output.stderr.write(clearLine);
    };
  };

  return async (title, run) => {
    const startedAt = performance.now();
    const stopSpinning = spin(title);
    try {
      const result = await run();
      stopSpinning();
      output.note(`${colours.green('✔')} ${title} ${colours.dim(seconds(performance.now() - startedAt))}`);
      return result;
    } catch (error) {
      stopSpinning();
      output.note(`${colours.red('✖')} ${title}`);
      throw error;
    }
  };
};

/** Milliseconds as a person reads them: `0.31 s`, `12.4 s`. */
export const seconds = (ms: number): string => {
  const value = ms / 1_000;
  return `${value.toFixed(value < 10 ? 2 : 1)} s`;
};
