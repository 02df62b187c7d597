import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { heicFiles } from '@image-pipeline/image-file/testing';
import { createImageRecordRepository, imageIdOf, type ImageRecord } from '@image-pipeline/image-records';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { packageProcessor, type Platform } from '../build/package.ts';
import { environment } from '../src/testing/environment.ts';
import { notificationOf } from '../src/testing/s3-notification.ts';
import { names, startIndependentServers, type IndependentServers } from './independent-servers.ts';

/** This machine, as npm names platforms. */
const host = (): Platform => {
  const { platform: os, arch: cpu } = process;
  if (os !== 'linux') return { os, cpu };
  const { header } = process.report.getReport() as { header: { glibcVersionRuntime?: string } };
  return { os, cpu, libc: header.glibcVersionRuntime ? 'glibc' : 'musl' };
};

const red = { r: 255, g: 0, b: 0, alpha: 1 };
const plain = (background: string | typeof red) =>
  sharp({ create: { width: 64, height: 48, channels: 4, background } });
const plainSvg = (colour: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="64" height="48"><rect width="64" height="48" fill="${colour}"/></svg>`;

/** A file of every format that is read. */
const files: Readonly<Record<string, () => Promise<Uint8Array> | Uint8Array>> = {
  jpeg: () => plain('white').jpeg().toBuffer(),
  png: () => plain('white').png().toBuffer(),
  webp: () => plain('white').webp().toBuffer(),
  avif: () => plain('white').avif().toBuffer(),
  gif: () => plain('white').gif().toBuffer(),
  tiff: () => plain('white').tiff().toBuffer(),
  heic: () => heicFiles.upright,
  svg: () => Buffer.from(plainSvg('white')),
};

/** A watermark of every kind, over the whole picture, so that it is seen in the middle of it. */
const recipes = ['red', 'blue'].map((image) => ({
  name: image,
  fit: 'width',
  width: 64,
  format: 'png',
  watermark: { image, gravity: 'centre', width: 1, margin: 0 },
}));

/**
 * What AWS gets, on this machine's platform: in a folder of its own with no `node_modules` above it, so that nothing
 * of the repository is found by chance.
 */
describe('the package', () => {
  let servers: IndependentServers;
  let directory: string;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'package-alone-'));
    [servers] = await Promise.all([
      startIndependentServers(),
      packageProcessor({ directory, platform: host() }),
    ]);
    await writeFile(`${directory}/watermarks/red.png`, await plain(red).png().toBuffer());
    await writeFile(`${directory}/watermarks/blue.svg`, plainSvg('blue'));
    for (const [format, make] of Object.entries(files)) {
      const Body = await make();
      await servers.s3.send(new PutObjectCommand({ Bucket: names.raw, Key: format, Body }));
    }
    await invoke(Object.keys(files));
  }, 120_000);
  afterAll(async () => {
    await servers.close();
    await rm(directory, { recursive: true });
  });

  /** Invokes it as Lambda does: its own process and folder, its declared environment, an event. */
  const invoke = async (keys: readonly string[]): Promise<void> => {
    const script = `
      const { handler } = require('./main.js');
      handler(JSON.parse(process.argv[1]), { getRemainingTimeInMillis: () => 60_000 });`;
    const event = {
      Records: keys.flatMap((key) => notificationOf({ bucket: names.raw, key, sequencer: '01' }).Records),
    };
    const places = { PROCESSED_BUCKET: names.processed, TABLE_NAME: names.table };
    const given = { RECIPES: JSON.stringify(recipes) };
    const env = { ...environment, ...servers.environment, ...places, ...given };
    const call = ['-e', script, JSON.stringify(event)];
    await promisify(execFile)(process.execPath, call, { cwd: directory, env });
  };

  const recordOf = (key: string): Promise<ImageRecord | undefined> =>
    createImageRecordRepository({ client: servers.dynamodb, tableName: names.table }).get(
      imageIdOf({ bucket: names.raw, key }),
    );

  const middleOf = async (key: string): Promise<readonly number[]> => {
    const stored = await servers.s3.send(new GetObjectCommand({ Bucket: names.processed, Key: key }));
    const { data, info } = await sharp(await stored.Body!.transformToByteArray())
      .removeAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    const at = (Math.floor(info.height / 2) * info.width + Math.floor(info.width / 2)) * info.channels;
    return [...data.subarray(at, at + 3)];
  };

  it('has no node_modules above it', () => {
    const above: string[] = [];
    for (let folder = dirname(directory); folder !== dirname(folder); folder = dirname(folder)) {
      above.push(folder);
    }
    expect(above.filter((folder) => existsSync(join(folder, 'node_modules')))).toEqual([]);
  });

  it.each(Object.keys(files))('renders %s, with a watermark of every kind', async (format) => {
    const record = await recordOf(format);
    expect(record).toMatchObject({ status: 'ready', format, width: 64, height: 48 });
    const variants = record?.status === 'ready' ? record.variants : [];
    const colours = await Promise.all(
      variants.map(async ({ name, key }) => [name, await middleOf(key)] as const),
    );
    expect(Object.fromEntries(colours)).toEqual({ red: [255, 0, 0], blue: [0, 0, 255] });
  });

  it('names the decoder of HEIC where it was left out, and blames no picture', async () => {
    await rm(`${directory}/node_modules/libheif-js`, { recursive: true });
    const Body = heicFiles.upright;
    await servers.s3.send(new PutObjectCommand({ Bucket: names.raw, Key: 'without-decoder.heic', Body }));
    await invoke(['without-decoder.heic']);
    expect(await recordOf('without-decoder.heic')).toMatchObject({
      status: 'rejected',
      rejection: {
        code: 'unsupported-format',
        message: expect.stringContaining(
          'HEIC, whose decoder libheif-js is not installed, is not supported.',
        ),
      },
    });
  });
});
