import { execFile } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

export interface RunningProcess {
  readonly pid: number;
  readonly parent: number;
  /** Start time and command line: tells a process from a later one of the same number. */
  readonly identity: string;
}

const list = async (): Promise<RunningProcess[]> => {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,ppid=,stat=,lstart=,args=']);
  return stdout.split('\n').flatMap((line) => {
    const [, pid, parent, state, identity] = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/.exec(line) ?? [];
    // A zombie has ended; only its parent has not looked yet.
    if (identity === undefined || state?.startsWith('Z')) return [];
    return [{ pid: Number(pid), parent: Number(parent), identity }];
  });
};

/** The process and everything that it has started, directly or not. */
export const processesBelow = async (root: number): Promise<RunningProcess[]> => {
  const all = await list();
  const below = new Set([root]);
  // Parents have lower numbers than their children only until the numbers wrap: go on until nothing is added.
  for (let size = 0; size !== below.size;) {
    size = below.size;
    for (const { pid, parent } of all) if (below.has(parent)) below.add(pid);
  }
  return all.filter(({ pid }) => below.has(pid));
};

/** How long a process may take to notice that its parent is gone, in ms. */
const graceMs = 1_000;

/** The identities of those that are still there after a moment. */
export const livingOf = async (processes: readonly RunningProcess[]): Promise<string[]> => {
  const giveUpAt = performance.now() + graceMs;
  for (;;) {
    const now = new Map((await list()).map(({ pid, identity }) => [pid, identity]));
    const living = processes.filter(({ pid, identity }) => now.get(pid) === identity);
    if (living.length === 0 || performance.now() > giveUpAt) return living.map(({ identity }) => identity);
    await sleep(50);
  }
};
