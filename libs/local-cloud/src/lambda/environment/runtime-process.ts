import { spawn } from 'node:child_process';
import { extname } from 'node:path';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { killGroup, tieToThisProcess } from '../../machine/process-lifeline.ts';
import { createLineSplitter } from '../log/line-splitter.ts';
import { peakMemoryOf } from './process-memory.ts';

export interface RuntimeProcessOptions {
  readonly codeDir: string;
  /** The whole environment; nothing is inherited. */
  readonly environment: Readonly<Record<string, string>>;
  readonly memorySizeMb: number;
  readonly onLine: (line: string) => void;
  /** Called once, when the process and everything it started is gone. */
  readonly onExit: (exit: ProcessExit) => void;
}

export interface ProcessExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly outOfMemory: boolean;
}

/** The process that runs a function's code. */
export interface RuntimeProcess {
  /** Most memory held so far, in bytes; 0 where the system does not tell. */
  peakMemory(): number;
  /** True as soon as it held more than it may; it is being ended then. */
  overMemory(): boolean;
  /** Ends it and everything it started, at once. */
  kill(): void;
}

const bytesPerMb = 1024 * 1024;
const memoryCheckIntervalMs = 50;
/** How long to wait for the output of an ended process that a runaway descendant may keep open, in milliseconds. */
const outputGraceMs = 250;
/** The part of the memory that V8's old generation may take; the rest is for buffers and native code, as on AWS. */
const heapShare = 0.9;

/**
 * The function's main module lies beside this one: as TypeScript source, which Node.js strips of its types, when this
 * file is run from source, and compiled when this file is.
 */
const bootstrap = fileURLToPath(
  new URL(`../runtime/bootstrap${extname(import.meta.filename)}`, import.meta.url),
);

/** Starts a process that runs the function's code; what keeps it from starting is told by `onLine` and `onExit`. */
export const startRuntimeProcess = (options: RuntimeProcessOptions): RuntimeProcess => {
  const maxBytes = options.memorySizeMb * bytesPerMb;
  const heapMb = Math.floor(options.memorySizeMb * heapShare);
  const child = spawn(process.execPath, [`--max-old-space-size=${heapMb}`, bootstrap], {
    cwd: options.codeDir,
    // First of its own process group, so that whatever the function starts can be ended with it.
    detached: true,
    env: options.environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const { pid } = child;
  let heapExhausted = false;
  let peak = 0;

  const onLine = (line: string) => {
    heapExhausted ||= line.includes('JavaScript heap out of memory');
    options.onLine(line);
  };
  // Without file descriptors left there are no streams either, whatever the types say; 'error' tells of it.
  const outputs = [child.stdout, child.stderr].map((stream: Readable | undefined) => {
    const lines = createLineSplitter(onLine);
    stream?.on('data', (chunk: Buffer) => {
      lines.write(chunk);
    });
    return lines;
  });

  const peakMemory = () => {
    peak = Math.max(peak, (pid === undefined ? undefined : peakMemoryOf(pid)) ?? 0);
    return peak;
  };
  const kill = () => {
    if (pid !== undefined) killGroup(pid);
  };
  const memoryWatch = setInterval(() => {
    if (peakMemory() > maxBytes) kill();
  }, memoryCheckIntervalMs);
  const letGo =
    pid === undefined
      ? () => undefined
      : tieToThisProcess(pid, (error) => {
          options.onLine(`The function's process cannot be watched over: ${error.message}`);
        });

  const whenGone = (code: number | null, signal: NodeJS.Signals | null) => {
    outputs.forEach((lines) => {
      lines.end();
    });
    const abortedByV8 = heapExhausted && signal === 'SIGABRT';
    options.onExit({ code, signal, outOfMemory: abortedByV8 || peak > maxBytes });
  };
  child.once('exit', (code, signal) => {
    clearInterval(memoryWatch);
    kill();
    letGo();
    const gone = () => {
      clearTimeout(grace);
      whenGone(code, signal);
    };
    const grace = setTimeout(() => {
      child.removeListener('close', gone);
      gone();
    }, outputGraceMs);
    child.once('close', gone);
  });
  child.once('error', (error) => {
    // Node.js itself could not be started; there is neither an 'exit' nor output then.
    clearInterval(memoryWatch);
    options.onLine(`The function's process could not be started: ${error.message}`);
    whenGone(null, null);
  });

  return { peakMemory, overMemory: () => peakMemory() > maxBytes, kill };
};
