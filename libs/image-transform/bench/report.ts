import { writeFile } from 'node:fs/promises';
import { arch, cpus, platform, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import sharp from 'sharp';

export interface Line {
  readonly case: string;
  /** None where the peer is not installed. */
  readonly ratio: number | null;
  readonly atMost: number | null;
  readonly runs: number;
  /** Absolute figures, or what is missing. */
  readonly detail: string;
}

const page = fileURLToPath(new URL('../../../docs/performance.md', import.meta.url));

export const writePage = async (lines: readonly Line[]): Promise<void> => {
  const style = await resolveConfig(page);
  await writeFile(page, await format(pageOf(lines), { ...style, parser: 'markdown' }));
};

const pageOf = (lines: readonly Line[]) => `# Performance

Written by \`npm run bench\`, which measures all of it anew and rewrites this page. Taken on ${machine()}.

Every ratio comes from one run on one machine: both sides take turns, and their medians are divided, so that a busy
machine slows both alike. Below 1 is better than the peer. CPU time counts all threads, libvips' among them. Every
output's size is checked. The milliseconds are this machine's and hold for no other.

| measured | ratio | at most | | runs | here |
| --- | ---: | ---: | --- | ---: | --- |
${lines.map(row).join('\n')}

- _Naive sharp_ is what most code does: one sharp pipeline for each variant, all at once, each with its own decode;
  quality and effort are the recipes' own.
- _The encoders alone_ is the ratio for encoding the finished pictures and nothing else: no decoder, however good, can
  get below it. Three WebPs of a 12 MP photo take about half of what naive sharp takes for everything.
- _Four JPEGs_ are the \`thumb\` of 200 x 200 pixels and widths of 640, 1280 and 1920 at quality 80. The default
  variants are a JPEG and three WebPs.
- The photos are one photograph, enlarged with a sensor's noise to about 2 bits a pixel, lying on its side with EXIF
  orientation 6.
- _Cold start_ is a new process until the handler is loaded, with its clients made and libvips in memory: nothing is
  put off until the first image. Without its packages bundled, the same code loads them from node_modules. What the
  start of Node.js itself takes is in both.
- Where a command is the peer, its CPU time includes the start of its process; Pillow's and jimp's does not.
`;

const row = ({ case: name, ratio, atMost, runs, detail }: Line) =>
  `| ${name} | ${ratio?.toFixed(3) ?? '–'} | ${atMost ?? '–'} | ${verdict(ratio, atMost)} | ${runs} | ${detail} |`;

const verdict = (ratio: number | null, atMost: number | null): string => {
  if (ratio === null) return 'not measured';
  if (atMost === null) return '';
  return ratio <= atMost ? 'kept' : 'missed';
};

const machine = (): string => {
  const all = cpus();
  const memory = Math.round(totalmem() / 1024 ** 3);
  const { sharp: version = '?', vips = '?' } = sharp.versions;
  return (
    `${new Date().toISOString().slice(0, 10)}, ${all.length} x ${all[0]?.model.trim() ?? 'unknown processor'} ` +
    `(${platform()} ${arch()}), ${memory} GiB, Node.js ${process.versions.node}, sharp ${version}, libvips ${vips}`
  );
};

export const textOf = (line: Line): string =>
  [
    line.ratio?.toFixed(3).padStart(7) ?? '      –',
    line.atMost === null ? '        ' : `(<= ${line.atMost})`.padEnd(9),
    verdict(line.ratio, line.atMost).padEnd(12),
    `${line.case}: ${line.detail}`,
  ].join(' ');
