import fc from 'fast-check';
import { decodeAwsChunked } from './aws-chunked.ts';

const signature = `;chunk-signature=${'0'.repeat(64)}`;

const encode = (chunks: readonly Uint8Array[], { signed = false, trailers = '' } = {}): Buffer =>
  Buffer.concat([
    ...chunks
      .filter((chunk) => chunk.length > 0)
      .flatMap((chunk) => [
        Buffer.from(`${chunk.length.toString(16)}${signed ? signature : ''}\r\n`),
        chunk,
        Buffer.from('\r\n'),
      ]),
    Buffer.from(`0${signed ? signature : ''}\r\n${trailers}\r\n`),
  ]);

const inPieces = async function* (bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) {
    await Promise.resolve();
    yield bytes.subarray(at, at + size);
  }
};

const decode = async (encoded: Buffer, pieceSize = encoded.length) => {
  const trailers = new Map<string, string>();
  const decoded: Uint8Array[] = [];
  for await (const chunk of decodeAwsChunked(inPieces(encoded, pieceSize), trailers)) decoded.push(chunk);
  return { bytes: Buffer.concat(decoded), trailers: Object.fromEntries(trailers) };
};

describe('the aws-chunked decoder', () => {
  it('gives back what was encoded, however the network cuts it', async () => {
    const parameters = fc.record({
      chunks: fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 5 }),
      signed: fc.boolean(),
      pieceSize: fc.integer({ min: 1, max: 50 }),
    });
    await fc.assert(
      fc.asyncProperty(parameters, async ({ chunks, signed, pieceSize }) => {
        const encoded = encode(chunks, { signed, trailers: 'x-amz-checksum-crc32:AAAAAA==\r\n' });
        const { bytes, trailers } = await decode(encoded, pieceSize);
        expect(bytes.equals(Buffer.concat(chunks))).toBe(true);
        expect(trailers).toEqual({ 'x-amz-checksum-crc32': 'AAAAAA==' });
      }),
      { numRuns: 200 },
    );
  });

  it('reads trailers by lower-case name', async () => {
    const trailers = 'X-Amz-Checksum-Sha1: abc \r\nx-amz-trailer-signature:1\r\n';
    expect((await decode(encode([], { trailers }))).trailers).toEqual({
      'x-amz-checksum-sha1': 'abc',
      'x-amz-trailer-signature': '1',
    });
  });

  it('notices a body that ends early, wherever that is', async () => {
    const encoded = encode([Buffer.from('hello'), Buffer.from('world')], { trailers: 'a:b\r\n' });
    for (let end = 0; end < encoded.length; end += 1) {
      await expect(decode(encoded.subarray(0, end), 3)).rejects.toMatchObject({ code: 'IncompleteBody' });
    }
  });

  it.each([
    ['no size', 'hello\r\n', 'InvalidRequest'],
    ['a negative size', '-1\r\n', 'InvalidRequest'],
    ['a size beyond all bounds', 'ffffffffffffffff\r\n', 'InvalidRequest'],
    ['a chunk longer than it says', '1\r\nab\r\n0\r\n\r\n', 'InvalidRequest'],
    ['an endless size line', 'a'.repeat(5000), 'InvalidRequest'],
    ['an endless trailer', `0\r\n${'a'.repeat(5000)}`, 'InvalidRequest'],
    ['a trailer without a name', '0\r\n:value\r\n\r\n', 'MalformedTrailerError'],
    [
      'too many trailers',
      `0\r\n${Array.from({ length: 50 }, (_, n) => `t${String(n)}:v\r\n`).join('')}\r\n`,
      'MalformedTrailerError',
    ],
    ['more after the end', '0\r\n\r\nmore', 'InvalidRequest'],
  ])('refuses %s', async (_name, body, code) => {
    await expect(decode(Buffer.from(body), 7)).rejects.toMatchObject({ code });
  });

  it('lets go of the stream when its reader leaves', async () => {
    let released = false;
    const source = async function* () {
      try {
        for (;;) {
          await Promise.resolve();
          yield Buffer.from('5\r\nhello\r\n');
        }
      } finally {
        released = true;
      }
    };
    for await (const chunk of decodeAwsChunked(source(), new Map())) {
      expect(String(Buffer.from(chunk))).toBe('hello');
      break;
    }
    expect(released).toBe(true);
  });
});
