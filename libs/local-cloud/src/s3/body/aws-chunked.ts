import { S3Error } from '../s3-error.ts';
import { malformedChunk } from './body-errors.ts';
import { ByteReader } from './byte-reader.ts';

// A chunk header is a size and a 64-digit signature; a trailer is a checksum or a signature.
const maxLineBytes = 1024;
const maxTrailers = 16;

/**
 * Decodes a body in the `aws-chunked` content encoding, signed or not:
 * `<hex size>[;chunk-signature=<hex>]CRLF <bytes> CRLF … 0[;…]CRLF [<trailer>:<value>CRLF …] CRLF`.
 * Trailers are added to `trailers`, by lower-case name, before the generator ends.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
 * @throws S3Error IncompleteBody, InvalidRequest, MalformedTrailerError
 */
export async function* decodeAwsChunked(
  source: AsyncIterable<Uint8Array>,
  trailers: Map<string, string>,
): AsyncGenerator<Uint8Array, void> {
  const reader = new ByteReader(source);
  try {
    for (;;) {
      const size = parseChunkSize(await reader.line(maxLineBytes));
      if (size === 0) break;
      yield* reader.bytes(size);
      if ((await reader.line(0)) !== '') throw malformedChunk();
    }
    await readTrailers(reader, trailers);
    if (!(await reader.atEnd())) throw malformedChunk();
  } finally {
    await reader.release();
  }
}

const parseChunkSize = (line: string): number => {
  const size = /^([0-9a-f]{1,12})(?:;[^\r\n]*)?$/i.exec(line)?.[1];
  if (size === undefined) throw malformedChunk();
  return parseInt(size, 16);
};

const readTrailers = async (reader: ByteReader, trailers: Map<string, string>): Promise<void> => {
  for (let line = await reader.line(maxLineBytes); line !== ''; line = await reader.line(maxLineBytes)) {
    const colon = line.indexOf(':');
    if (colon < 1 || trailers.size === maxTrailers) throw malformedTrailer();
    trailers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
};

const malformedTrailer = (): S3Error =>
  new S3Error(
    'MalformedTrailerError',
    'The request contained trailing data that was not well-formed or did not conform to our published schema.',
  );
