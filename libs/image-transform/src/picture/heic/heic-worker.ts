import type fs from 'node:fs';
import type workerThreads from 'node:worker_threads';
import type { Libheif, libheifNumbers } from './libheif.ts';

export interface HeicTask {
  readonly bytes: Uint8Array;
  readonly hasAlpha: boolean;
  /** Items and boxes in a box that a file may have. */
  readonly maxItems: number;
  /** Files of the decoder: found by the main thread, for a worker made from text has no place in the file system. */
  readonly decoder: { readonly script: string; readonly binary: string };
  readonly numbers: typeof libheifNumbers;
}

export type HeicResult =
  | {
      readonly pixels: Uint8Array<ArrayBuffer>;
      readonly width: number;
      readonly height: number;
      readonly channels: 3 | 4;
    }
  | { readonly failure: string };

/**
 * Runs in a worker thread, from its own source text: it may use its parameter and nothing else of this module.
 * A file of its own would be one more to find in whatever bundle this package ends up in. It frees nothing: the memory
 * ends with the thread.
 */
export const heicWorker = (load: NodeJS.Require): void => {
  const { parentPort, workerData } = load('node:worker_threads') as typeof workerThreads;
  const { readFileSync } = load('node:fs') as typeof fs;
  const { bytes, hasAlpha, maxItems, decoder, numbers } = workerData as HeicTask;
  const start = load(decoder.script) as (options: { wasmBinary: Uint8Array }) => Libheif;
  const heif = start({ wasmBinary: readFileSync(decoder.binary) });
  const answer = (result: HeicResult) =>
    parentPort?.postMessage(result, 'pixels' in result ? [result.pixels.buffer] : []);

  const [error, result] = [heif._malloc(12), heif._malloc(4)];
  const word = (at: number): number => heif.HEAPU32[at / 4] ?? 0;
  const failure = (): string | undefined => {
    if (word(error) === 0) return undefined;
    const at = word(error + 8);
    return Buffer.from(heif.HEAPU8.subarray(at, heif.HEAPU8.indexOf(0, at))).toString();
  };
  const input = heif._malloc(bytes.length);
  if (input === 0) return answer({ failure: 'out of memory for the file' });
  heif.HEAPU8.set(bytes, input);

  const context = heif._heif_context_alloc();
  const limits = heif._heif_context_get_security_limits(context);
  for (const at of [numbers.maxItemsAt, numbers.maxChildrenAt]) heif.HEAPU32[(limits + at) / 4] = maxItems;
  heif._heif_context_read_from_memory_without_copy(error, context, input, bytes.length, 0);
  if (failure() === undefined) heif._heif_context_get_primary_image_handle(error, context, result);
  const handle = word(result);
  const options = heif._heif_decoding_options_alloc();
  heif.HEAPU8[options + numbers.strictAt] = 1;
  const chroma = hasAlpha ? numbers.chromaRgba : numbers.chromaRgb;
  if (failure() === undefined)
    heif._heif_decode_image(error, handle, result, numbers.colorspaceRgb, chroma, options);
  const message = failure();
  if (message !== undefined) return answer({ failure: message });

  const image = word(result);
  const channel = numbers.channelInterleaved;
  const [width, height] = [
    heif._heif_image_get_width(image, channel),
    heif._heif_image_get_height(image, channel),
  ];
  const channels = hasAlpha ? 4 : 3;
  const row = width * channels;
  const rows = heif._heif_image_get_plane_readonly(image, channel, error);
  const stride = word(error);
  const pixels = new Uint8Array(row * height);
  for (let y = 0; y < height; y++) {
    pixels.set(heif.HEAPU8.subarray(rows + y * stride, rows + y * stride + row), y * row);
  }
  answer({ pixels, width, height, channels });
};
