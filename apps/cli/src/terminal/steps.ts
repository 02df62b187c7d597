import type { Output } from './output.ts';

/** Runs one named step and shows it: a spinner while it lasts, then a line with its time. */
export type Step = <T>(title: string, run: () => Promise<T>) => Promise<T>;

type StepOutput = Pick<Output, 'note' | 'noteColours' | 'stderr' | 'stderrIsTerminal'>;

const frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const frameMs = 80;
const clearLine = '\r\u001b[2K';

/**
 * Steps are shown on stderr. Where it is no terminal, only the finished lines are written: a log wants no spinner.
 * What a step throws is passed on.
 */
export const createSteps = (output: StepOutput): Step => {
  const { note, noteColours: colours } = output;
  return async (title, run) => {
    const startedAt = performance.now();
    const stopSpinning = spin(title, output);
    try {
      const result = await run();
      stopSpinning();
      note(`${colours.green('✔')} ${title} ${colours.dim(seconds(performance.now() - startedAt))}`);
      return result;
    } catch (error) {
      stopSpinning();
      note(`${colours.red('✖')} ${title}`);
      throw error;
    }
  };
};

const spin = (title: string, { stderr, stderrIsTerminal, noteColours }: StepOutput): (() => void) => {
  if (!stderrIsTerminal) return () => undefined;
  let frame = 0;
  const draw = (): void => {
    stderr.write(`${clearLine}${noteColours.cyan(frames[frame++ % frames.length] ?? '')} ${title}`);
  };
  draw();
  const timer = setInterval(draw, frameMs);
  return () => {
    clearInterval(timer);
    stderr.write(clearLine);
  };
};

/** Milliseconds as a person reads them: `0.31 s`, `12.4 s`. */
const seconds = (ms: number): string => {
  const value = ms / 1_000;
  return `${value.toFixed(value < 10 ? 2 : 1)} s`;
};
