import type fs from 'node:fs';
import type sharpModule from 'sharp';

export interface SvgTask {
  /** File of sharp: found by the parent, for a program made from text has no place in the file system. */
  readonly sharp: string;
  /** Length of the document, which comes in on the standard input. */
  readonly bytes: number;
  /** Dots an inch that a length such as `1in` is drawn with. */
  readonly resolution: number;
  /** Size that was written into the document, in pixels. One that comes out at any other is refused. */
  readonly width: number;
  readonly height: number;
  /** Resident memory of this process, in bytes. */
  readonly maxMemory: number;
}

/** The first byte of the answer. After the drawn ones come the pixels; after `refused` the error output tells why. */
export const verdicts = { drawn: 'D', drawnWithoutFonts: 'F', refused: 'R', tooMuchMemory: 'M' } as const;

/**
 * Runs in a process of its own, from its own source text: it may use its parameters and nothing else of this module.
 * A file of its own would be one more to find in whatever bundle this package ends up in.
 *
 * librsvg works in another thread, so this one stays free to watch: what has grown too large, or has lost its parent
 * and with it the other end of its input, kills itself. Ending in an orderly way would wait for that thread.
 */
export const svgChild = (load: NodeJS.Require, verdict: typeof verdicts): void => {
  const { writeSync } = load('node:fs') as typeof fs;
  const task = JSON.parse(process.argv[1] ?? '') as SvgTask;
  const die = () => process.kill(process.pid, 'SIGKILL');
  const write = (file: number, bytes: Uint8Array) => {
    for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at);
  };
  setInterval(() => {
    if (process.memoryUsage.rss() <= task.maxMemory) return;
    write(1, Buffer.from(verdict.tooMuchMemory));
    die();
  }, 10);

  const sharp = load(task.sharp) as typeof sharpModule;
  sharp.block({ operation: ['VipsForeignLoad'] });
  sharp.unblock({ operation: ['VipsForeignLoadSvgBuffer'] });
  sharp.cache(false);
  sharp.concurrency(1);

  const document = Buffer.alloc(task.bytes);
  let filled = 0;
  process.stdin.on('end', die);
  process.stdin.on('data', (chunk: Buffer) => {
    filled += chunk.copy(document, filled);
    if (filled === task.bytes) void draw();
  });

  /** Where there are no fonts, every letter is the same box. */
  const lacksFonts = async (): Promise<boolean> => {
    const [narrow, broad] = await Promise.all(
      ['i', 'W'].map((letter) => {
        const text = `<text y="24" font-size="24">${letter}</text>`;
        const glyph = `<svg xmlns="http://www.w3.org/2000/svg" width="32" height="32">${text}</svg>`;
        return sharp(Buffer.from(glyph)).raw().toBuffer();
      }),
    );
    return narrow !== undefined && broad?.equals(narrow) === true;
  };
  // In an entity, references may spell the word.
  const mayHaveText = (): boolean => document.includes('text') || document.includes('&#');
  // A document's own rule that is important goes before these, and would have to know all of them.
  const hidden = 'text{display:none!important;visibility:hidden!important;opacity:0!important}';

  const draw = async (): Promise<void> => {
    const { resolution: density, width, height } = task;
    try {
      const withoutFonts = mayHaveText() && (await lacksFonts());
      const svg = withoutFonts ? { stylesheet: hidden } : {};
      const options = { density, limitInputPixels: width * height, limitInputChannels: false, svg };
      const area = { left: 0, top: 0, width, height };
      const pixels = await sharp(document, options).extract(area).raw().toBuffer();
      write(1, Buffer.from(withoutFonts ? verdict.drawnWithoutFonts : verdict.drawn));
      write(1, pixels);
    } catch (error) {
      // A line of its own behind what libraries warned of; it may quote the document, at any length.
      write(2, Buffer.from(`\n${(error as Error).message.slice(0, 1000)}`));
      write(1, Buffer.from(verdict.refused));
    }
    die();
  };
};
