import type { WriteStream } from 'node:tty';
import pc from 'picocolors';

/** Functions such as `red` that wrap a text in colour, or leave it as it is. */
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

/** The process's own streams and environment. */
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

/** Writes to the two streams. When nobody reads one any more, nothing more is written to it, and that is no error. */
export const createOutput = ({ stdout, stderr, env, onReaderGone }: OutputOptions): Output => {
  const results = createLineWriter(stdout, onReaderGone);
  // Without a reader for its notes a command still has its result to deliver.
  const notes = createLineWriter(stderr, () => undefined);
  return {
    line: results.write,
    note: notes.write,
    colours: coloursFor(stdout, env),
    noteColours: coloursFor(stderr, env),
    stdoutIsTerminal: stdout.isTTY === true,
    stderrIsTerminal: stderr.isTTY === true,
    stderr,
    flush: async () => void (await Promise.all([results.written(), notes.written()])),
  };
};

const createLineWriter = (stream: WriteStream, onReaderGone: () => void) => {
  let gone = false;
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (!readerGoneCodes.includes(error.code ?? '')) throw error;
    if (gone) return;
    gone = true;
    onReaderGone();
  });
  return {
    write(text = ''): void {
      if (!gone) stream.write(`${text}\n`);
    },
    written: (): Promise<void> =>
      new Promise((resolve) => {
        if (gone) resolve();
        else stream.write('', () => resolve());
      }),
  };
};
