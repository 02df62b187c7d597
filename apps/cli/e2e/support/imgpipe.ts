import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { livingOf, processesBelow } from './process-tree.ts';

const binaries = resolve(__dirname, '../../../../node_modules/.bin');

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Stopped extends Ended {
  /** From the signal to the end. */
  readonly ms: number;
  /** Processes that the run had started and that live on, by their command lines. */
  readonly orphans: readonly string[];
}

/** One run of a command, in a process group and with a folder for temporary files of its own. */
export class Run {
  readonly ended: Promise<Ended>;
  stdout = '';
  stderr = '';
  readonly #child: ChildProcess;
  readonly #temporary: string;

  constructor(command: string, args: readonly string[], cwd: string, temporary: string) {
    this.#temporary = temporary;
    this.#child = spawn(command, args, {
      cwd,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, PATH: `${binaries}${delimiter}${process.env['PATH']}`, TMPDIR: temporary },
    });
    this.#child.stdout?.on('data', (chunk) => (this.stdout += String(chunk)));
    this.#child.stderr?.on('data', (chunk) => (this.stderr += String(chunk)));
    this.ended = this.#untilClosed();
  }

  /** Resolves with the match once the pattern shows on stdout or stderr. */
  async waitFor(pattern: RegExp, timeoutMs = 120_000): Promise<RegExpExecArray> {
    const giveUpAt = performance.now() + timeoutMs;
    for (;;) {
      const match = pattern.exec(this.stdout) ?? pattern.exec(this.stderr);
      if (match !== null) return match;
      if (this.#hasEnded || performance.now() > giveUpAt) {
        throw new Error(`${pattern} did not show.\n${this.stdout}\n${this.stderr}`);
      }
      await new Promise((done) => setTimeout(done, 10));
    }
  }

  /** To the command alone or, as the Ctrl-C of a terminal, to its whole process group. */
  signal(name: NodeJS.Signals, to: 'command' | 'group' = 'command'): void {
    process.kill((to === 'group' ? -1 : 1) * this.#pid, name);
  }

  /** Signals, waits for the end, and looks for what is left. */
  async stop(...signal: Parameters<Run['signal']>): Promise<Stopped> {
    const started = await processesBelow(this.#pid);
    const signalledAt = performance.now();
    this.signal(...signal);
    const ended = await this.ended;
    const ms = performance.now() - signalledAt;
    return { ...ended, ms, orphans: await livingOf(started) };
  }

  /** Names of what it left in its folder for temporary files. */
  leftovers(): string[] {
    return readdirSync(this.#temporary).filter((name) => name.startsWith('imgpipe-'));
  }

  kill(): void {
    if (!this.#hasEnded) this.signal('SIGKILL', 'group');
  }

  get #hasEnded(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  get #pid(): number {
    if (this.#child.pid === undefined) throw new Error('The command did not start.');
    return this.#child.pid;
  }

  async #untilClosed(): Promise<Ended> {
    const [code, signal] = (await once(this.#child, 'close')) as [number | null, NodeJS.Signals | null];
    return { code, signal, stdout: this.stdout, stderr: this.stderr };
  }
}

/**
 * Milliseconds. An end takes half a second, some on a busy machine: what takes longer waits for what will not come.
 */
export const hangs = 20_000;

/** Runs the real command in an empty folder and clears up after the test. */
export class Workplace {
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), 'e2e-cli-')));
  readonly #runs: Run[] = [];

  imgpipe(...args: string[]): Run {
    return this.#track(new Run('imgpipe', args, this.folder, this.#temporaryFolder()));
  }

  /** A line of shell script in which `imgpipe` is found. */
  shell(script: string): Run {
    return this.#track(new Run('sh', ['-c', script], this.folder, this.#temporaryFolder()));
  }

  clear(): void {
    for (const run of this.#runs) run.kill();
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  #temporaryFolder(): string {
    return mkdtempSync(join(this.folder, '.tmp-'));
  }

  #track(run: Run): Run {
    this.#runs.push(run);
    return run;
  }
}
