import { imageIdOf, type ImageRecord } from '@image-pipeline/image-records';
import { createInMemoryImageRecordRepository } from '@image-pipeline/image-records/testing';
import { parseRecipes } from '@image-pipeline/image-transform';
import sharp from 'sharp';
import type { ObjectEvent } from './object-events.ts';
import { processObject as processInvoked, type Pipeline } from './process-object.ts';
import { readSettings } from './settings.ts';
import { deployed } from './testing/deployment.ts';
import { environment } from './testing/environment.ts';
import { createInMemoryProcessedBucket, createInMemoryRawBucket } from './testing/in-memory-buckets.ts';
import { freshInvocation } from './testing/invocation.ts';

const processObject = (pipeline: Pipeline, event: ObjectEvent) =>
  processInvoked(pipeline, event, freshInvocation);

const photo = (background: string) =>
  sharp({ create: { width: 400, height: 300, channels: 3, background } })
    .jpeg()
    .toBuffer();

const eventOf = (sequencer: string, key = 'photo.jpg'): ObjectEvent => ({
  bucket: 'raw-images',
  key,
  sequencer,
  eventName: 'ObjectCreated:Put',
});

const createPipeline = () => {
  const raw = createInMemoryRawBucket();
  const processed = createInMemoryProcessedBucket();
  const records = createInMemoryImageRecordRepository();
  const pipeline: Pipeline = {
    ...deployed(readSettings(environment)),
    sources: raw,
    variants: processed,
    records,
  };
  const recordOf = (key = 'photo.jpg') => records.get(imageIdOf({ bucket: 'raw-images', key }));
  return { raw, processed, records, pipeline, recordOf };
};

const keysOf = (record: ImageRecord | undefined) =>
  record?.status === 'ready' ? record.variants.map(({ key }) => key) : [];

describe('processObject', () => {
  it('renders the variants, stores them and commits a record that points to them', async () => {
    const { raw, processed, pipeline, recordOf } = createPipeline();
    raw.put('photo.jpg', await photo('red'));
    await processObject(pipeline, eventOf('A1'));

    const record = await recordOf();
    const imageId = imageIdOf({ bucket: 'raw-images', key: 'photo.jpg' });
    expect(record).toMatchObject({
      status: 'ready',
      imageId,
      sequencer: 'A1',
      generation: 0,
      width: 400,
      height: 300,
    });
    expect(record).toMatchObject({
      source: { bucket: 'raw-images', key: 'photo.jpg', contentType: 'image/jpeg' },
      variants: [{ name: 'thumb', format: 'jpeg', width: 200, height: 200 }],
      perceptualHash: expect.stringMatching(/^[0-9a-f]{16}$/),
      hasTransparency: false,
      isAnimated: false,
    });
    const [variant] = record?.status === 'ready' ? record.variants : [];
    expect(variant?.key).toMatch(new RegExp(`^${imageId}/[0-9a-f]{20}/thumb\\.jpg$`));
    expect(variant?.s3Url).toBe(`s3://processed-images/${variant?.key}`);
    expect(variant?.cdnUrl).toBe(`https://d111111abcdef8.cloudfront.net/${variant?.key}`);
    const stored = processed.objects.get(variant!.key);
    expect(stored?.contentType).toBe('image/jpeg');
    expect(await sharp(stored?.data).metadata()).toMatchObject({ format: 'jpeg', width: 200, height: 200 });
    expect(variant?.bytes).toBe(stored?.data.byteLength);
  });

  it('does what recipes ask for: keeps the copyright, skips what is too dear and says so', async () => {
    const { raw, processed, pipeline, recordOf } = createPipeline();
    const settings = readSettings({
      ...environment,
      RECIPES: JSON.stringify([
        { name: 'own', fit: 'width', width: 100, format: 'jpeg', metadata: 'copyright' },
        { name: 'dear', fit: 'width', width: 400, format: 'avif', effort: 9, lossless: true },
      ]),
    });
    const image = sharp({ create: { width: 400, height: 300, channels: 3, background: 'red' } });
    raw.put(
      'photo.jpg',
      await image
        .withExif({ IFD0: { Copyright: 'Lucja 2026' } })
        .jpeg()
        .toBuffer(),
    );
    await processObject({ ...pipeline, ...deployed(settings) }, eventOf('A1'));

    expect(await recordOf()).toMatchObject({
      variants: [{ name: 'own' }],
      skippedVariants: [{ name: 'dear', format: 'avif', reason: 'time' }],
    });
    const [stored] = processed.objects.values();
    const { exif } = await sharp(stored?.data).metadata();
    expect(exif?.includes('Lucja 2026')).toBe(true);
  });

  it('lays the watermarks of the deployment over variants, whose revision names them', async () => {
    const first = createPipeline();
    const [recipe] = first.pipeline.settings.recipes;
    const render = async (sequencer: string, colour: string, { pipeline, recordOf } = first) => {
      const mark = sharp({ create: { width: 40, height: 40, channels: 3, background: colour } });
      const watermarks = { logo: await mark.png().toBuffer() };
      const recipes = parseRecipes([{ ...recipe!, watermark: { image: 'logo', width: 1, margin: 0 } }]);
      const settings = { ...pipeline.settings, recipes, watermarks };
      await processObject({ ...pipeline, ...deployed(settings) }, eventOf(sequencer));
      const record = await recordOf();
      return record?.status === 'ready' ? record.revision : undefined;
    };
    first.raw.put('photo.jpg', await photo('red'));
    const lime = await render('A1', 'lime');
    const [stored] = first.processed.objects.values();
    const { dominant } = await sharp(stored?.data)
      .extract({ left: 165, top: 165, width: 30, height: 30 })
      .toBuffer()
      .then((corner) => sharp(corner).stats());
    expect(dominant.g).toBeGreaterThan(200);
    const elsewhere = createPipeline();
    elsewhere.raw.put('photo.jpg', await photo('red'));
    expect(await render('A1', 'lime', elsewhere)).toBe(lime);
    const again = createPipeline();
    again.raw.put('photo.jpg', await photo('red'));
    expect(await render('A1', 'blue', again)).not.toBe(lime);
  });

  it('gives the memory of the source back after a success, and never while native code may read it', async () => {
    const { raw, pipeline } = createPipeline();
    const bodies: Uint8Array[] = [];
    const sources: Pipeline['sources'] = {
      async open(place) {
        const object = (await raw.open(place))!;
        const take = async () => {
          const body = await object.take();
          bodies.push(body);
          return body;
        };
        return { ...object, take };
      },
    };
    raw.put('photo.jpg', await photo('red'));
    await processObject({ ...pipeline, sources }, eventOf('A1'));
    const limits = { ...pipeline.settings.limits, maxMilliseconds: 1 };
    const hurried = deployed({ ...pipeline.settings, limits });
    const { record } = await processObject({ ...pipeline, sources, ...hurried }, eventOf('A2'));
    expect(record).toMatchObject({ status: 'rejected', rejection: { code: 'too-slow' } });
    expect(bodies.map(({ length }) => length > 0)).toEqual([false, true]);
  });

  it('stores no variant after the record: at the commit all of them are there', async () => {
    const { raw, processed, records, pipeline } = createPipeline();
    raw.put('photo.jpg', await photo('red'));
    const missingAtCommit: string[] = [];
    const commit: Pipeline['records']['commit'] = (record) => {
      missingAtCommit.push(...keysOf(record).filter((key) => !processed.objects.has(key)));
      return records.commit(record);
    };
    await processObject({ ...pipeline, records: { ...records, commit } }, eventOf('A1'));
    expect(missingAtCommit).toEqual([]);
    expect(processed.objects.size).toBe(1);
  });

  it('replaces an older record and removes the revision that it pointed to', async () => {
    const { raw, processed, pipeline, recordOf } = createPipeline();
    raw.put('photo.jpg', await photo('red'));
    await processObject(pipeline, eventOf('A1'));
    const before = keysOf(await recordOf());
    raw.put('photo.jpg', await photo('blue'));
    await processObject(pipeline, eventOf('A2'));
    const after = keysOf(await recordOf());
    expect(after).not.toEqual(before);
    expect([...processed.objects.keys()]).toEqual(after);
  });

  it('leaves a newer record alone and removes its own revision', async () => {
    const { raw, processed, pipeline, recordOf } = createPipeline();
    raw.put('photo.jpg', await photo('blue'));
    await processObject(pipeline, eventOf('A2'));
    const newer = await recordOf();
    const late = await processObject(pipeline, eventOf('A1'));
    expect(late.outcome).toBe('superseded');
    expect(await recordOf()).toEqual(newer);
    expect([...processed.objects.keys()]).toEqual(keysOf(newer));
  });

  it('keeps the variants when the same event is delivered again', async () => {
    const { raw, processed, pipeline, recordOf } = createPipeline();
    raw.put('photo.jpg', await photo('red'));
    await processObject(pipeline, eventOf('A1'));
    const record = await recordOf();
    const again = await processObject(pipeline, eventOf('A1'));
    expect(again.outcome).toBe('superseded');
    expect(await recordOf()).toEqual(record);
    expect([...processed.objects.keys()]).toEqual(keysOf(record));
  });

  it('ends a removal as a tombstone that a late creation cannot undo', async () => {
    const { raw, processed, pipeline, recordOf } = createPipeline();
    raw.put('photo.jpg', await photo('red'));
    await processObject(pipeline, eventOf('A1'));
    raw.delete('photo.jpg');
    await processObject(pipeline, eventOf('A2'));
    await processObject(pipeline, eventOf('A1'));
    const record = await recordOf();
    expect(record).toMatchObject({ status: 'deleted', sequencer: 'A2', source: { key: 'photo.jpg' } });
    const days = record?.status === 'deleted' ? record.expiresAt - Date.parse(record.deletedAt) / 1000 : 0;
    expect(days).toBeCloseTo(30 * 86_400, -2);
    expect(processed.objects.size).toBe(0);
  });

  it.each([
    ['a text file', 'unsupported-format', Buffer.from('this is no image')],
    ['an empty file', 'empty', Buffer.alloc(0)],
  ])('ends %s as rejected, without variants', async (_what, code, body) => {
    const { raw, processed, pipeline, recordOf } = createPipeline();
    raw.put('photo.jpg', body);
    await processObject(pipeline, eventOf('A1'));
    expect(await recordOf()).toMatchObject({
      status: 'rejected',
      rejection: { code },
      source: { bytes: body.length },
    });
    expect(processed.objects.size).toBe(0);
  });

  it('ends an object over the byte limit as rejected without reading it', async () => {
    const { raw, pipeline, recordOf } = createPipeline();
    raw.put('photo.jpg', await photo('red'));
    const limits = { ...pipeline.settings.limits, maxBytes: 10 };
    await processObject({ ...pipeline, settings: { ...pipeline.settings, limits } }, eventOf('A1'));
    const message = expect.stringMatching(/^The image has \d+ bytes; at most 10 are processed\.$/);
    expect(await recordOf()).toMatchObject({
      status: 'rejected',
      rejection: { code: 'too-many-bytes', message },
    });
  });

  it.each([
    ['too-many-pixels', { maxPixels: 2 * 400 * 300 - 1 }],
    ['too-many-frames', { maxFrames: 1 }],
  ])('ends an animation over a limit as rejected: %s', async (code, limit) => {
    const { raw, pipeline, recordOf } = createPipeline();
    const frames = [await photo('red'), await photo('blue')];
    raw.put(
      'photo.jpg',
      await sharp(frames, { join: { animated: true } })
        .gif()
        .toBuffer(),
    );
    const limits = { ...pipeline.settings.limits, ...limit };
    await processObject({ ...pipeline, ...deployed({ ...pipeline.settings, limits }) }, eventOf('A1'));
    expect(await recordOf()).toMatchObject({ status: 'rejected', rejection: { code } });
  });

  it('removes the variants of an image that is overwritten with something that is none', async () => {
    const { raw, processed, pipeline, recordOf } = createPipeline();
    raw.put('photo.jpg', await photo('red'));
    await processObject(pipeline, eventOf('A1'));
    raw.put('photo.jpg', Buffer.from('text'));
    await processObject(pipeline, eventOf('A2'));
    expect(await recordOf()).toMatchObject({ status: 'rejected' });
    expect(processed.objects.size).toBe(0);
  });

  it('commits nothing when the object cannot be read: that is not the same as gone', async () => {
    const { raw, pipeline, recordOf } = createPipeline();
    raw.put('photo.jpg', await photo('red'));
    raw.failing.add('photo.jpg');
    await expect(processObject(pipeline, eventOf('A1'))).rejects.toThrow('SlowDown');
    expect(await recordOf()).toBeUndefined();
  });

  it('fails when replaced variants cannot be removed, so that somebody hears of it', async () => {
    const { raw, processed, pipeline, recordOf } = createPipeline();
    raw.put('photo.jpg', await photo('red'));
    await processObject(pipeline, eventOf('A1'));
    const replaced = keysOf(await recordOf());
    replaced.forEach((key) => processed.failing.add(key));
    raw.put('photo.jpg', await photo('blue'));
    await expect(processObject(pipeline, eventOf('A2'))).rejects.toThrow('SlowDown');
    expect(await recordOf()).toMatchObject({ status: 'ready', sequencer: 'A2' });
  });

  it('commits nothing when a variant cannot be stored, and a retry ends well', async () => {
    const { raw, processed, pipeline, recordOf } = createPipeline();
    raw.put('photo.jpg', await photo('red'));
    const put = () => Promise.reject(new Error('SlowDown'));
    await expect(
      processObject({ ...pipeline, variants: { ...processed, put } }, eventOf('A1')),
    ).rejects.toThrow('SlowDown');
    expect(await recordOf()).toBeUndefined();
    await processObject(pipeline, eventOf('A1'));
    expect(await recordOf()).toMatchObject({ status: 'ready' });
  });
});
