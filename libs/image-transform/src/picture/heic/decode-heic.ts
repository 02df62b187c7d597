import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import type { Picture } from '../pixels/picture.ts';
import { heicWorker, type HeicResult, type HeicTask } from './heic-worker.ts';
import { libheifNumbers } from './libheif.ts';

const { resolve } = createRequire(import.meta.url);

/**
 * As many as are walked through before it comes to pixels. libheif's own limit is 1,000, and a phone's picture of
 * 200 megapixels has 800 tiles.
 */
const maxItems = 10_000;

/**
 * Decodes the primary image of a HEIC file, upright: turns and reflections told by `irot` and `imir` are made.
 * Colours stay as the file's profile describes them, 10 bits become 8.
 *
 * sharp's binaries lack HEVC, so libheif does it as WebAssembly, loaded only now. A worker thread of its own keeps
 * the process answering, can be stopped in mid-picture, and gives back all memory, which a WebAssembly module never does.
 * The worker sees no environment variables, and what libheif prints goes nowhere.
 * @param seconds after which the worker is stopped
 * @throws Error with libheif's message when the picture cannot be decoded
 */
export const decodeHeic = async (bytes: Uint8Array, hasAlpha: boolean, seconds: number): Promise<Picture> => {
  const task: HeicTask = { bytes, hasAlpha, maxItems, decoder: decoderFiles(), numbers: libheifNumbers };
  const worker = new Worker(`(${heicWorker.toString()})(require)`, {
    eval: true,
    env: {},
    execArgv: [],
    stdout: true,
    stderr: true,
    workerData: task,
  });
  const timer = setTimeout(() => void worker.terminate(), seconds * 1000);
  try {
    const result = await answerOf(worker);
    if ('failure' in result) throw new Error(`libheif: ${result.failure.trim()}`);
    return result;
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
};

const decoderFiles = (): HeicTask['decoder'] => ({
  script: resolve('libheif-js/libheif-wasm/libheif.js'),
  binary: resolve('libheif-js/libheif-wasm/libheif.wasm'),
});

const answerOf = (worker: Worker): Promise<HeicResult> =>
  new Promise((answer, reject) => {
    worker.once('message', answer);
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('libheif: stopped before the picture was decoded')));
  });
