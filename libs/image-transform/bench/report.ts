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
output's size is checked. The milliseconds are this machine's and hold for no other, and no bound is one of them.

| measured | ratio | at most | | runs | here |
| --- | ---: | ---: | --- | ---: | --- |
${lines.map(row).join('\n')}

- _One bare decode and the encoders alone_ are the floor: all pixels of the file brought into memory once, and the
  finished pictures encoded, which nobody gets around who makes these files. Scaling is what the floor leaves out. The
  encoders have the recipes' quality and effort, and sharp's settings otherwise. Ours write JPEGs without Huffman tables
  of their own, in less than half of the time: against a floor with such encoders, which is told beside it, only scaling
  and turning are left to compare.
- _The turn_ of a portrait comes after scaling, inside of the decoding pipeline: libvips moves every pixel of the largest
  variant once. Together with scaling and the smaller sizes it is all that lies above the floor; opening the file, the
  plan and the description take 2 to 5 ms.
- _Naive sharp_ is what most code does: one sharp pipeline for each variant, all at once, each with its own decode;
  quality and effort are the recipes' own. There _the encoders alone_ is the ratio for encoding the finished pictures
  and nothing else.
- _Four JPEGs_ are the \`thumb\` of 200 x 200 pixels and widths of 640, 1280 and 1920 at quality 80. The default
  variants are a JPEG and three WebPs.
- The photos are one photograph, enlarged with a sensor's noise to about 2 bits a pixel; where nothing else is said a
  portrait, which is stored lying on its side with EXIF orientation 6.
- _Bytes at a peer's SSIM_: finished pictures of three photographs, in the sizes of the default variants, are encoded
  with what the peer documents for whoever sets nothing, and with our encoders at qualities around it; ours are
  interpolated to the peer's SSIM (Wang et al. 2004), file by file. The peers' encoders are libvips', so sharp writes
  their files: sharp's own defaults, ipx's and imgproxy's (WebP of quality 79). Ours spend less: effort 2 instead of 4
  takes less than half of the CPU.
- _A watermark_ is drawn once for each size and kept; an SVG is drawn in a process of its own, which is not counted.
- _A second reading_ is what one \`ImageFile\` for metadata and variants saves. _An event delivered again_ is what S3
  does now and then: the function asks its table and looks at the object, and neither reads nor renders it. Buckets and
  table are in memory here.
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
