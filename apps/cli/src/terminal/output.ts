import type { WriteStream } from 'node:tty';
import pc from 'picocolors';

export type Colours = ReturnType<typeof pc.createColors>;

/** Where a command writes: results to stdout, everything that is about the run itself to stderr. */
export interface Output {
  /** Writes one line of the command's result to stdout. */
  line(text?: string): void;
  /** Writes one line about the run (progress, warnings, hints) to stderr. */
  note(text?: string): void;
  /** Colours for stdout, or functions that leave text as it is. */
  readonly colours: Colours;
  /** Colours for stderr, or functions that leave text as it is. */
  readonly noteColours: Colours;
  readonly stdoutIsTerminal: boolean;
  readonly stderrIsTerminal: boolean;
  /** The stream for progress displays. */
  readonly stderr: NodeJS.WritableStream;
  /** Resolves when all that was written has left this process: a pipe may take it later than `write` returns. */
  flush(): Promise<void>;
}

export interface OutputOptions {
  readonly stdout: WriteStream;
  readonly stderr: WriteStream;
  readonly env: NodeJS.ProcessEnv;
  /** Called once when nobody reads stdout any more. */
  readonly onReaderGone: () => void;
}

/** What a write fails with when the other end of a pipe (EPIPE) or the terminal window (EIO) is closed. */
const readerGoneCodes = ['EPIPE', 'EIO'];

/** Colours follow https://no-color.org: never outside a terminal, never when NO_COLOR is set and not empty. */
export const coloursFor = (stream: { isTTY?: boolean }, env: NodeJS.ProcessEnv): Colours =>
  pc.createColors(stream.isTTY === true && !env.NO_COLOR && env.TERM !== 'dumb');

export const createOutput = ({ stdout, stderr, env, onReaderGone }: OutputOptions): Output => {
  const gone = { stdout: false, stderr: false };

  const tolerateClosedReader = (stream: WriteStream, name: keyof typeof gone, then: () => void): void => {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (!readerGoneCodes.includes(error.code ?? '')) throw error;
      if (gone[name]) return;
      gone[name] = true;
      then();
    });
  };
  tolerateClosedReader(stdout, 'stdout', onReaderGone);
  // Without a reader for its notes a command still has its result to deliver.
  tolerateClosedReader(stderr, 'stderr', () => undefined);

  const write = (stream: WriteStream, name: keyof typeof gone, text: string): void => {
    if (!gone[name]) stream.write(`${text}\n`);
  };
  const drained = (stream: WriteStream, name: keyof typeof gone): Promise<void> =>
    new Promise((resolve) => {
      if (gone[name]) resolve();
      else stream.write('', () => resolve());
    });

  return {
    line: (text = '') => write(stdout, 'stdout', text),
    note: (text = '') => write(stderr, 'stderr', text),
    colours: coloursFor(stdout, env),
    noteColours: coloursFor(stderr, env),
    stdoutIsTerminal: stdout.isTTY === true,
    stderrIsTerminal: stderr.isTTY === true,
    stderr,
    async flush() {
      await Promise.all([drained(stdout, 'stdout'), drained(stderr, 'stderr')]);
    },
  };
};
