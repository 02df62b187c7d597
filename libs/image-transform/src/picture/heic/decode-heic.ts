import { errorCode } from '@image-pipeline/errors';
import { ImageRejectedError, maxHeifItems } from '@image-pipeline/image-file';
import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import type { Picture } from '../pixels/picture.ts';
import { heicWorker, type HeicResult, type HeicTask } from './heic-worker.ts';
import { libheifNumbers } from './libheif.ts';

const { resolve } = createRequire(import.meta.url);

/**
 * Decodes the primary image of a HEIC file, upright: turns and reflections told by `irot` and `imir` are made.
 * Colours stay as the file's profile describes them, 10 bits become 8.
 *
 * sharp's binaries lack HEVC, so libheif does it as WebAssembly, loaded only now. A worker thread of its own keeps
 * the process answering, can be stopped in mid-picture, and gives back all memory, which a WebAssembly module never does.
 * The worker sees no environment variables, and what libheif prints goes nowhere.
 * @param seconds after which the worker is stopped
 * @throws ImageRejectedError `unsupported-format` when libheif is not installed: some leave it out for its licence
 * @throws Error with libheif's message when the picture cannot be decoded, or with what ended the worker
 */
export const decodeHeic = async (bytes: Uint8Array, hasAlpha: boolean, seconds: number): Promise<Picture> => {
  const task: HeicTask = {
    bytes,
    hasAlpha,
    maxItems: maxHeifItems,
    decoder: decoderFiles(),
    numbers: libheifNumbers,
  };
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

const decoderFiles = (): HeicTask['decoder'] => {
  try {
    return {
      script: resolve('libheif-js/libheif-wasm/libheif.js'),
      binary: resolve('libheif-js/libheif-wasm/libheif.wasm'),
    };
  } catch (cause) {
    if (errorCode(cause) !== 'MODULE_NOT_FOUND') throw cause;
    const recognised = 'HEIC, whose decoder libheif-js is not installed,';
    throw new ImageRejectedError('unsupported-format', { recognised }, { cause });
  }
};

const answerOf = (worker: Worker): Promise<HeicResult> =>
  new Promise((answer, reject) => {
    worker.once('message', answer);
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('libheif: stopped before the picture was decoded')));
  });
