import { incompleteBody, malformedChunk } from './body-errors.ts';

const lineEnd = '\r\n';

/** Reads lines and runs of bytes from a stream, holding no more than one chunk and one line in memory. */
export class ByteReader {
  readonly #source: AsyncIterator<Uint8Array>;
  #buffer: Buffer = Buffer.alloc(0);

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  /** The next line without its CRLF. */
  async line(maxBytes: number): Promise<string> {
    for (;;) {
      const end = this.#buffer.indexOf(lineEnd);
      if (end > maxBytes || (end < 0 && this.#buffer.length > maxBytes + 1)) throw malformedChunk();
      if (end >= 0) return this.#take(end + lineEnd.length).toString('latin1', 0, end);
      if (!(await this.#fill())) throw incompleteBody();
    }
  }

  /** The next `count` bytes, in pieces. */
  async *bytes(count: number): AsyncGenerator<Buffer, void> {
    for (let left = count; left > 0;) {
      if (this.#buffer.length === 0 && !(await this.#fill())) throw incompleteBody();
      const piece = this.#take(Math.min(left, this.#buffer.length));
      left -= piece.length;
      yield piece;
    }
  }

  async atEnd(): Promise<boolean> {
    return this.#buffer.length === 0 && !(await this.#fill());
  }

  /** Lets go of the stream, wherever it stands. */
  async release(): Promise<void> {
    await this.#source.return?.();
  }

  #take(count: number): Buffer {
    const taken = this.#buffer.subarray(0, count);
    this.#buffer = this.#buffer.subarray(count);
    return taken;
  }

  async #fill(): Promise<boolean> {
    const next = await this.#source.next();
    if (next.done === true) return false;
    const { buffer, byteOffset, byteLength } = next.value;
    this.#buffer =
      this.#buffer.length === 0
        ? Buffer.from(buffer, byteOffset, byteLength)
        : Buffer.concat([this.#buffer, next.value]);
    return true;
  }
}
