import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { ImageRejectedError } from '@image-pipeline/image-file';
import { isAboutTheMachine } from '../../source/decoder-messages.ts';
import { refusal } from '../../source/refusal.ts';
import { verdicts } from './svg-child.ts';

/** How the process that drew an SVG ended, and what it left behind. */
export interface SvgAnswer {
  /** The first byte it answered with; undefined when it came to nothing. */
  readonly verdict: string | undefined;
  /** Only when all of them are there. */
  readonly pixels: Uint8Array | undefined;
  readonly end: { readonly code: number | null; readonly signal: NodeJS.Signals | null };
  /** The last of what it complained about. May quote the document, so it is an attacker's text. */
  readonly complaint: string;
}

/** Characters. Libraries warn about every oddity of a document; the error comes last. */
const longestComplaint = 2000;

/**
 * Takes what the process writes, as much as was asked for and no more, and waits until it is gone.
 * @throws Error when it could not be started
 */
export const answerOf = (child: ChildProcessWithoutNullStreams, pixelBytes: number): Promise<SvgAnswer> => {
  const answer = Buffer.allocUnsafeSlow(1 + pixelBytes);
  let length = 0;
  let complaint = '';
  child.stdout.on('data', (chunk: Buffer) => {
    length += chunk.copy(answer, length);
  });
  child.stderr.on('data', (chunk: Buffer) => {
    complaint = (complaint + chunk.toString()).slice(-longestComplaint);
  });
  // A process that ends early leaves its input unread; why it ended, its end tells.
  child.stdin.on('error', () => undefined);
  return new Promise((resolve, reject) => {
    child.once('error', (cause) => reject(new Error('no process to draw an SVG in', { cause })));
    child.once('close', (code, signal) => {
      const verdict = length > 0 ? String.fromCharCode(answer[0] ?? 0) : undefined;
      const pixels = length === answer.length ? answer.subarray(1) : undefined;
      resolve({ verdict, pixels, end: { code, signal }, complaint });
    });
  });
};

/** Native code that an image makes fail does not survive it. SIGKILL is none of them: that is time, or the machine. */
const crashes: readonly (NodeJS.Signals | null)[] = [
  'SIGABRT',
  'SIGBUS',
  'SIGFPE',
  'SIGILL',
  'SIGSEGV',
  'SIGTRAP',
];

/** What an answer without a picture says: the image's fault is a rejection, any other may pass. */
export const failureIn = ({ verdict, end, complaint }: SvgAnswer, maxMemory: number): unknown => {
  if (verdict === verdicts.tooMuchMemory) {
    return new ImageRejectedError('too-much-memory', { limit: maxMemory });
  }
  if (verdict === verdicts.refused) {
    return refusal(new Error(complaint.trim()), 'svg', 'pixels');
  }
  const cause = new Error(
    `the process that drew an SVG ended with ${end.signal ?? end.code}: ${complaint.trim()}`,
  );
  // Native code aborts for want of memory, too, and says so.
  if (!crashes.includes(end.signal) || isAboutTheMachine(complaint)) return cause;
  return new ImageRejectedError('corrupt', { format: 'svg', part: 'pixels' }, { cause });
};
