import type fs from 'node:fs';
import type workerThreads from 'node:worker_threads';

/** The part of libheif's WebAssembly build that is used; its own declarations know no more than numbers. */
interface Libheif {
  heif_context_alloc(): object;
  heif_context_read_from_memory(context: object, bytes: Uint8Array): Status;
  heif_js_context_get_primary_image_handle(context: object): object;
  heif_js_decode_image2(handle: object, space: object, chroma: object): Promise<Decoded | Status>;
  readonly heif_error_code: { readonly heif_error_Ok: object };
  readonly heif_colorspace: { readonly heif_colorspace_RGB: object };
  readonly heif_chroma: {
    readonly heif_chroma_interleaved_RGB: object;
    readonly heif_chroma_interleaved_RGBA: object;
  };
}

interface Status {
  readonly code: object;
  readonly message: string;
}

interface Decoded {
  readonly code?: undefined;
  readonly channels: readonly [
    { readonly width: number; readonly height: number; readonly stride: number; readonly data: Uint8Array },
  ];
}

export interface HeicTask {
  readonly bytes: Uint8Array;
  readonly hasAlpha: boolean;
  /** Files of the decoder: found by the main thread, for a worker made from text has no place in the file system. */
  readonly decoder: { readonly script: string; readonly binary: string };
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
 * A file of its own would be one more to find in whatever bundle this package ends up in.
 */
export const heicWorker = async (load: NodeJS.Require): Promise<void> => {
  const { parentPort, workerData } = load('node:worker_threads') as typeof workerThreads;
  const { readFileSync } = load('node:fs') as typeof fs;
  const { bytes, hasAlpha, decoder } = workerData as HeicTask;
  const answer = (result: HeicResult) =>
    parentPort?.postMessage(result, 'pixels' in result ? [result.pixels.buffer] : []);

  const start = load(decoder.script) as (options: { wasmBinary: Uint8Array }) => Libheif;
  const libheif = start({ wasmBinary: readFileSync(decoder.binary) });
  const context = libheif.heif_context_alloc();
  const opened = libheif.heif_context_read_from_memory(context, bytes);
  if (opened.code !== libheif.heif_error_code.heif_error_Ok) return answer({ failure: opened.message });

  const { heif_chroma_interleaved_RGB: rgb, heif_chroma_interleaved_RGBA: rgba } = libheif.heif_chroma;
  const decoded = await libheif.heif_js_decode_image2(
    libheif.heif_js_context_get_primary_image_handle(context),
    libheif.heif_colorspace.heif_colorspace_RGB,
    hasAlpha ? rgba : rgb,
  );
  if (decoded.code !== undefined) return answer({ failure: decoded.message });

  const channels = hasAlpha ? 4 : 3;
  const { width, height, stride, data } = decoded.channels[0];
  const row = width * channels;
  const pixels = new Uint8Array(row * height);
  for (let y = 0; y < height; y++) {
    pixels.set(data.subarray(y * stride, y * stride + row), y * row);
  }
  answer({ pixels, width, height, channels });
};
