import { readFileSync } from 'node:fs';
import { errorCode } from '@image-pipeline/errors';

const bytesPerKib = 1024;
const processIsGone: ReadonlySet<unknown> = new Set(['ENOENT', 'ESRCH']);

/**
 * The most memory that a process has held so far, in bytes: Linux's "high water mark" of the resident set, which
 * unlike the momentary value cannot be missed between two looks. `undefined` where there is no /proc, as on macOS,
 * and once the process is gone.
 * @see https://man7.org/linux/man-pages/man5/proc_pid_status.5.html
 */
export const peakMemoryOf = (pid: number): number | undefined => {
  const kib = /^VmHWM:\s+(\d+) kB$/m.exec(statusOf(pid))?.[1];
  return kib === undefined ? undefined : Number(kib) * bytesPerKib;
};

const statusOf = (pid: number): string => {
  try {
    return readFileSync(`/proc/${pid}/status`, 'utf8');
  } catch (error) {
    if (processIsGone.has(errorCode(error))) return '';
    throw error;
  }
};
