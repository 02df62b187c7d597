import { errorCode } from '@image-pipeline/errors';
import { constants, createInflate, inflateSync } from 'node:zlib';
import type { UnpackedPiece } from '../headers/tiff-pieces.ts';

/** Up to here a piece is unpacked in memory at once: a stream costs more. */
const smallBytes = 1024 * 1024;

/** Some writers fill up the last strip, so there may be more than its rows. */
const surplusBytes = 1024 * 1024;

/**
 * Whether Deflate (RFC 1950) comes to a strip or tile, with the checksum behind it. No more than the piece is unpacked,
 * and what is unpacked is not kept.
 */
export const inflatesTo = async (data: Buffer, { rows, rowBytes }: UnpackedPiece): Promise<boolean> => {
  const wanted = rows * rowBytes;
  const { bytes, isEnded } =
    wanted > smallBytes ? await streamed(data, wanted + surplusBytes) : atOnce(data, wanted + surplusBytes);
  // Some writers count no bytes of the checksum. Zeros without an end come to more than the pixels.
  return isEnded ? bytes >= wanted : bytes === wanted;
};

interface Unpacked {
  readonly bytes: number;
  /** Whether it ended as it should, or there was more of it than is enough. */
  readonly isEnded: boolean;
}

const atOnce = (data: Buffer, enough: number): Unpacked => {
  try {
    return { bytes: inflateSync(data, { maxOutputLength: enough }).length, isEnded: true };
  } catch (error) {
    if (errorCode(error) === 'ERR_BUFFER_TOO_LARGE') return { bytes: enough, isEnded: true };
    if (!isOfData(error)) throw error;
    if (errorCode(error) !== 'Z_BUF_ERROR') return nothing;
    const bytes = inflateSync(data, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: enough });
    return { bytes: bytes.length, isEnded: false };
  }
};

const nothing: Unpacked = { bytes: -1, isEnded: false };

/** zlib's words for what it was given; all others speak of the machine. */
const isOfData = (error: unknown): boolean =>
  /^Z_(DATA_ERROR|NEED_DICT|BUF_ERROR)$/.test(String(errorCode(error)));

const streamed = (data: Buffer, enough: number): Promise<Unpacked> =>
  new Promise((done, fail) => {
    let bytes = 0;
    const inflate = createInflate({ chunkSize: 64 * 1024 });
    inflate.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes < enough) return;
      inflate.destroy();
      done({ bytes, isEnded: true });
    });
    inflate.on('end', () => done({ bytes, isEnded: true }));
    inflate.on('error', (error) => {
      if (!isOfData(error)) fail(error);
      else done(errorCode(error) === 'Z_BUF_ERROR' ? { bytes, isEnded: false } : nothing);
    });
    inflate.end(data);
  });
