import type { SourceFormat } from '@image-pipeline/image-file';

const jpeg = [/^VipsJpeg: /];

/** No message, or what sharp has for one. */
const wordless = [/^$/, /^Unknown error$/];

/** What libvips says of every format: its own reader of bytes in memory, and samples that make no colours. */
const common = [
  /^Input buffer contains unsupported image format$/,
  /^source: bad seek to -?\d+$/,
  /^vips_colourspace: no known route from /,
];

/** libheif's kinds of errors, `heif_error_code` in heif_error.h, that tell of a file. Its limits do, too. */
const heif = [
  /^(?:lib)?heif: (?:Invalid input|Unsupported feature|Unsupported file-?type|Decoder plugin generated an error)\b/,
  /^(?:lib)?heif: Memory allocation error: (?:Security limit exceeded|Invalid image size)\b/,
];

/**
 * What each decoder says of a file that is damaged, a line of its message each. Decoders put a name before what they
 * say, and what they say about memory is asked first: see `isAboutTheMachine`.
 */
export const damage: Readonly<Record<SourceFormat, readonly RegExp[]>> = {
  jpeg: [...common, ...jpeg],
  // libpng ends without a word where a checksum or a chunk is wrong.
  // A transparency whose checksum is wrong is there at first, and not when pixels come.
  png: [...common, ...wordless, /^vipspng: /, /^pngload(?:_buffer)?: images do not match\b/],
  webp: [...common, /^webp(?:2vips)?: /],
  gif: [...common, /^gifload(?:_buffer)?: /],
  // JPEGs may lie in a TIFF; libtiff ends some errors without a word, for which sharp has that of an earlier warning.
  tiff: [...common, ...wordless, ...jpeg, /^tiff2vips: /, /^Warning treated as error/],
  avif: [...common, ...heif],
  heic: [
    ...common,
    ...heif,
    // What WebAssembly stops a decoder for, which damaged bytes have led astray.
    /^(?:memory access out of bounds|unreachable|(?:table )?index (?:is )?out of bounds|null function)/,
    /^(?:divide by zero|integer overflow|float unrepresentable|Maximum call stack size exceeded)/,
  ],
  svg: [...common, /^(?:glib|librsvg|svgload(?:_buffer)?): /, /^extract_area: bad extract area$/],
};

/**
 * What a decoder says of the machine it runs on: memory above all, and files that libjpeg keeps for want of it.
 * Nothing of it tells of the image, which may be rendered the next time.
 */
const machine = [
  /\bout of memory\b/i,
  /\binsufficient memory\b/i,
  /\bmemory allocation error(?!: (?:Security limit exceeded|Invalid image size))/i,
  /^memory allocation of \d+ bytes failed/i,
  /\b(?:cannot|could not|can't|failed to) (?:allocate|create thread|enlarge memory)/i,
  /\btemporary file\b/i,
  /\bstd::bad_alloc\b/,
];

/**
 * The GIF decoder says out of memory of a frame whose size it cannot believe, too, and libtiff of a table without or
 * with more entries than a file may have bytes.
 */
const notTheMachine = [
  /bad image dimensions/,
  /Failed to allocate memory for .*\((?:0|-\d+|\d{9,}) elements of /,
];

/** Whether a decoder's message, line by line, tells of a machine that is short of something. */
export const isAboutTheMachine = (message: string): boolean =>
  machine.some((pattern) => pattern.test(message)) && !notTheMachine.some((pattern) => pattern.test(message));

/** Whether a decoder's message tells that a file of the format is damaged. */
export const isAboutDamage = (message: string, format: SourceFormat): boolean =>
  linesOf(message).some((line) => damage[format].some((pattern) => pattern.test(line)));

/** Whether a decoder said nothing, or what it said got lost. */
export const isWordless = (message: string): boolean =>
  linesOf(message).every((line) => wordless.some((pattern) => pattern.test(line)));

/** sharp puts words of its own before what a decoder says of a header. */
const linesOf = (message: string): readonly string[] =>
  message.split('\n').map((line) => line.replace(/^Input buffer has corrupt header:\s*/, '').trim());
