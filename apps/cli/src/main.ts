import { createCommandLine } from './command-line.ts';
import { exitCodes } from './ending/exit-codes.ts';
import { reportError } from './ending/report-error.ts';
import { listenForShutdown } from './ending/shutdown.ts';
import { createOutput } from './terminal/output.ts';

const shutdown = listenForShutdown();
const output = createOutput({
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  onReaderGone: () => shutdown.request('SIGPIPE'),
});
const verbose = process.argv.includes('--verbose') || Boolean(process.env['DEBUG']);
const report = (error: unknown): number => reportError(error, output, { verbose, stopped: shutdown.signal });

// A fault of ours, or of a library, outside of any command's reach: nothing may be left behind even so.
process.on('uncaughtException', (error) => shutdown.force(report(error)));

let exitCode: number = exitCodes.allIsWell;
try {
  await createCommandLine({ output, shutdown, exitWith: (code) => (exitCode = code) }).parseAsync();
} catch (error) {
  exitCode = report(error);
}
await output.flush();
process.exit(exitCode);
