import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** What exiftool says of one file: values by `group:tag`, every scalar as the text that it printed. */
export type ExiftoolTags = Readonly<Record<string, ExiftoolValue | undefined>>;

/** Lists are arrays; one value of a list stands alone. */
export type ExiftoolValue = string | readonly string[];

const run = promisify(execFile);

/** exiftool is no dependency: it is Perl, and only asked what it thinks of our answers. */
export class ExiftoolAbsentError extends Error {
  override readonly name = 'ExiftoolAbsentError';
  readonly code = 'exiftool-absent';
  readonly remedy =
    'Install it: apt install libimage-exiftool-perl, brew install exiftool, or https://exiftool.org.';

  constructor(cause: unknown) {
    super('No exiftool was found in PATH.', { cause });
  }
}

/** @throws ExiftoolAbsentError when there is none in PATH */
export const exiftoolVersion = async (): Promise<string> => {
  try {
    return (await run('exiftool', ['-ver'])).stdout.trim();
  } catch (cause) {
    throw new ExiftoolAbsentError(cause);
  }
};

const shooting =
  'LensMake LensModel ExposureTime FNumber ExposureProgram ISO ExposureCompensation MeteringMode LightSource Flash ' +
  'FocalLength FocalLengthIn35mmFormat ColorSpace ExposureMode WhiteBalance DigitalZoomRatio SceneCaptureType';

const times =
  'DateTimeOriginal SubSecTimeOriginal OffsetTimeOriginal CreateDate SubSecTimeDigitized OffsetTimeDigitized';

/** Every tag that a field of ours can come from, and those that exiftool derives from them. */
const wanted = {
  File: 'MIMEType ImageWidth ImageHeight CurrentIPTCDigest',
  Photoshop: 'IPTCDigest',
  PNG: 'ImageWidth ImageHeight',
  GIF: 'ImageWidth ImageHeight',
  RIFF: 'ImageWidth ImageHeight',
  QuickTime: 'Rotation',
  IFD0:
    'ImageWidth ImageHeight Make Model Software Artist Copyright ImageDescription Orientation ' +
    `${shooting} DateTimeOriginal CreateDate`,
  ExifIFD: `${shooting} ${times}`,
  GPS: 'GPSLatitudeRef GPSLatitude GPSLongitudeRef GPSLongitude GPSAltitude GPSImgDirectionRef GPSImgDirection',
  'XMP-dc': 'Title* Description*',
  IPTC: 'ObjectName Caption-Abstract CopyrightNotice By-line Keywords',
  MWG: 'Description Creator Copyright Keywords',
  Composite: 'SubSecDateTimeOriginal SubSecCreateDate GPSLatitude GPSLongitude GPSAltitude',
};

const tagArguments = Object.entries(wanted).flatMap(([group, tags]) =>
  tags.split(' ').map((tag) => `-${group}:${tag}`),
);

/**
 * Numbers as numbers, groups as they lie in the file, lists as lists. With `MWG`, exiftool reconciles EXIF, XMP and
 * IPTC by the same guidelines as we do; its config lets it read them in places too that the guidelines do not name.
 * Text in IPTC that names no character set is taken for UTF-8, as in EXIF.
 */
const options = [
  ...['-config', fileURLToPath(new URL('mwg.config', import.meta.url)), '-use', 'MWG'],
  ...['-json', '-n', '-G1', '-struct', '-charset', 'iptc=UTF8', '-charset', 'filename=UTF8'],
];

/** So many at a time that the command line stays short, and so few that a start of Perl does not count. */
const batch = 100;
const batchTimeout = 120_000;
const maxOutputBytes = 256 * 1024 * 1024;

/** Asks exiftool about all files. @returns its answers in the order of the paths */
export const readWithExiftool = async (paths: readonly string[]): Promise<ExiftoolTags[]> => {
  const answers = new Map<string, ExiftoolTags>();
  for (let at = 0; at < paths.length; at += batch) {
    const files = paths.slice(at, at + batch);
    for (const tags of await ask(files)) answers.set(String(tags['SourceFile']), tags);
  }
  return paths.map((path) => answers.get(path) ?? {});
};

const ask = async (files: readonly string[]): Promise<readonly ExiftoolTags[]> => {
  const { stdout } = await run('exiftool', [...options, ...tagArguments, ...files], {
    timeout: batchTimeout,
    maxBuffer: maxOutputBytes,
  }).catch((failure: unknown) => {
    // It exits with 1 when one file of many is none that it reads, and has answered for the others.
    if (isAnswer(failure)) return failure;
    throw failure;
  });
  return JSON.parse(stdout, asPrinted as Parameters<typeof JSON.parse>[1]) as ExiftoolTags[];
};

const isAnswer = (failure: unknown): failure is { stdout: string } =>
  failure instanceof Error && 'stdout' in failure && String(failure.stdout).startsWith('[');

/** A keyword such as 1e3 is printed as a number. Its digits are kept, as JSON.parse tells them since V8 11.4. */
const asPrinted = (_key: string, value: unknown, { source }: { source?: string }): unknown =>
  typeof value === 'number' || typeof value === 'boolean' ? source : value;
