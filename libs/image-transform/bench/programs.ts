import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline/promises';
import { promisify } from 'node:util';
import { PeerAbsent } from './case.ts';

const run = promisify(execFile);

/**
 * The first of some commands that answers as the program itself does: a name alone may be another program's.
 * @throws PeerAbsent when none does
 */
export const findProgram = async (
  name: string,
  candidates: readonly (readonly [command: string, ...askVersion: string[]])[],
  answer: RegExp,
): Promise<{ readonly command: string; readonly version: string }> => {
  for (const [command, ...askVersion] of candidates) {
    const { stdout, stderr } = await run(command, askVersion).catch(() => ({ stdout: '', stderr: '' }));
    const version = answer.exec(stdout + stderr)?.[0];
    if (version !== undefined) return { command, version };
  }
  throw new PeerAbsent(`${name} is not installed`);
};

/**
 * Runs a program to its end.
 * @param environment all that it is given
 * @returns its CPU time as the shell measures it, with its start: milliseconds
 */
export const cpuOf = async (
  command: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv = process.env,
): Promise<number> => {
  const script = 'TIMEFORMAT="%3U %3S"; time "$@"';
  const { stderr } = await run('bash', ['-c', script, 'bash', command, ...args], {
    env: { ...environment, LC_ALL: 'C' },
  });
  const [user = NaN, system = NaN] = stderr.trim().split('\n').at(-1)?.split(' ').map(Number) ?? [];
  return (user + system) * 1000;
};

/** A program that stays and answers each line it is sent with one line: its start is not measured. */
export const startServer = (command: string, ...args: readonly string[]) => {
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async ask(): Promise<string> {
      child.stdin.write('\n');
      const { value, done } = await answers.next();
      if (done) throw new Error(`${command} ended before it answered`);
      return value;
    },
    async close(): Promise<void> {
      const ended = child.exitCode === null ? once(child, 'exit') : undefined;
      child.stdin.end();
      await ended;
    },
  };
};
