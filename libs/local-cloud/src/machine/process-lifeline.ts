import { spawn } from 'node:child_process';
import { errorCode } from '@image-pipeline/errors';

/**
 * Ends a process group as soon as *this* process ends, however it ends. A handler can block its own event loop for
 * ever, so nothing inside the function's process could be trusted to notice; a shell that waits on a pipe does, at a
 * cost of about 1 MB. `read` returns when the last writer of the pipe, which is this process, is gone.
 *
 * @param processGroup id of the group's first process
 * @param onError told when there is no shell to wait; the group has been ended then rather than left to itself
 * @returns lets go: call it once the group has ended, before its id can be given to another process
 */
export const tieToThisProcess = (processGroup: number, onError: (error: Error) => void): (() => void) => {
  const watcher = spawn(
    '/bin/sh',
    ['-c', 'read -r _; kill -9 "-$1"', 'lambda-lifeline', String(processGroup)],
    {
      // A process group of its own: Ctrl-C in a terminal must not end the watcher before what it watches.
      detached: true,
      env: {},
      stdio: ['pipe', 'ignore', 'ignore'],
    },
  );
  watcher.on('error', (error) => {
    killGroup(processGroup);
    onError(error);
  });
  return () => {
    watcher.kill('SIGKILL');
  };
};

/** Ends every process of the group; a group that has already ended is fine. */
export const killGroup = (processGroup: number): void => {
  try {
    process.kill(-processGroup, 'SIGKILL');
  } catch (error) {
    if (errorCode(error) !== 'ESRCH') throw error;
  }
};
