import { imageIdOf, type ImageRecord } from '@image-pipeline/image-records';
import { createInMemoryImageRecordRepository } from '@image-pipeline/image-records/testing';
import { parseRecipes } from '@image-pipeline/image-transform';
import sharp from 'sharp';
import type { ObjectEvent } from './object-events.ts';
import { RestlessObjectError } from './errors.ts';
import type { Pipeline } from './pipeline.ts';
import { processObject as processInvoked } from './process-object.ts';
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
    expect(variant?.key).toMatch(new RegExp(`^${imageId}/A1-0-[0-9a-f]{20}/thumb\\.jpg$`));
    expect(variant?.s3Url).toBe(`s3://processed-images/${variant?.key}`);
    expect(variant?.cdnUrl).toBe(`https://d111111abcdef8.cloudfront.net/${variant?.key}`);
    const stored = processed.objects.get(variant!.key);
    expect(stored?.contentType).toBe('image/jpeg');
    expect(await sharp(stored?.data).metadata()).toMatchObject({ format: 'jpeg', width: 200, height: 200 });
    expect(variant?.bytes).toBe(stored?.data.byteLength);
  });

  it('tells of text that the variants of an SVG do not show, and of nothing where they show all', async () => {
    const { raw, pipeline, recordOf } = createPipeline();
    const svg = (body: string) =>
      Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40">${body}</svg>`);
    raw.put('round.svg', svg('<path id="p" d="M0 30h40"/><text><textPath href="#p">Round</textPath></text>'));
    raw.put('plain.svg', svg('<circle cx="20" cy="20" r="9"/>'));
    await processObject(pipeline, eventOf('A1', 'round.svg'));
    await processObject(pipeline, eventOf('A1', 'plain.svg'));
    expect(await recordOf('round.svg')).toMatchObject({ status: 'ready', textLeftOut: true });
    expect(await recordOf('plain.svg')).not.toHaveProperty('textLeftOut');
    await processObject(pipeline, eventOf('A2', 'round.svg'));
    expect(await recordOf('round.svg')).toMatchObject({ sequencer: 'A2', textLeftOut: true });
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
      ...raw,
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
    raw.put('photo.jpg', await photo('blue'));
    const { record } = await processObject({ ...pipeline, sources, ...hurried }, eventOf('A2'));
    expect(record).toMatchObject({ status: 'rejected', rejection: { code: 'too-slow' } });
    expect(bodies.map(({ length }) => length > 0)).toEqual([false, true]);
  });

  it('stores no variant after the record: at the commit all of them are there', async () => {
    const { raw, processed, records, pipeline } = createPipeline();
    raw.put('photo.jpg', await photo('red'));
    const missingAtCommit: string[] = [];
    const commit: Pipeline['records']['commit'] = (record, options) => {
      missingAtCommit.push(...keysOf(record).filter((key) => !processed.objects.has(key)));
      return records.commit(record, options);
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
    processed.failing.clear();
    await processObject(pipeline, eventOf('A2'));
    expect([...processed.objects.keys()]).toEqual(keysOf(await recordOf()));
  });

  /** The pipeline, and the names of what was done in it. */
  const watched = ({ pipeline, raw }: ReturnType<typeof createPipeline>) => {
    const done: string[] = [];
    const watchedPipeline: Pipeline = {
      ...pipeline,
      renderer: {
        ...pipeline.renderer,
        render: (...args) => (done.push('render'), pipeline.renderer.render(...args)),
      },
      sources: { ...raw, open: (place) => (done.push('open'), raw.open(place)) },
    };
    return { done, pipeline: watchedPipeline };
  };

  it('downloads and renders nothing for what the table knows to be handled', async () => {
    const all = createPipeline();
    const { done, pipeline } = watched(all);
    all.raw.put('photo.jpg', await photo('red'));
    await processObject(pipeline, eventOf('A2'));
    expect(done).toEqual(['open', 'render']);
    for (const sequencer of ['A2', 'A1']) {
      expect((await processObject(pipeline, eventOf(sequencer))).outcome).toBe('superseded');
    }
    all.raw.delete('photo.jpg');
    await processObject(pipeline, eventOf('A3'));
    await processObject(pipeline, eventOf('A3'));
    expect(done).toEqual(['open', 'render', 'open']);
  });

  it('keeps revision and addresses of the same bytes written again, and renders nothing', async () => {
    const all = createPipeline();
    const { done, pipeline } = watched(all);
    const body = await photo('red');
    all.raw.put('photo.jpg', body, 'v1');
    await processObject(pipeline, eventOf('A1'));
    const before = await all.recordOf();
    all.raw.put('photo.jpg', body, 'v2');
    expect((await processObject(pipeline, eventOf('A2'))).outcome).toBe('committed');
    const after = await all.recordOf();
    expect(done).toEqual(['open', 'render', 'open']);
    expect(after).toEqual({
      ...before,
      sequencer: 'A2',
      source: { ...before!.source, versionId: 'v2' },
      uploadedAt: expect.any(String),
      processedAt: expect.any(String),
      durationMs: expect.any(Number),
    });
    expect([...all.processed.objects.keys()]).toEqual(keysOf(after));
  });

  it.each([
    ['other recipes', { recipes: parseRecipes([{ name: 'own', fit: 'width', width: 90, format: 'jpeg' }]) }],
    ['another bucket for variants', { processedBucket: 'another' }],
  ])('renders the same bytes again for %s', async (_case, change) => {
    const all = createPipeline();
    all.raw.put('photo.jpg', await photo('red'));
    await processObject(all.pipeline, eventOf('A1'));
    const [before] = keysOf(await all.recordOf());
    const other = deployed({ ...all.pipeline.settings, ...change });
    await processObject({ ...all.pipeline, ...other }, eventOf('A2'));
    expect(keysOf(await all.recordOf())).not.toContain(before);
    expect([...all.processed.objects.keys()]).toEqual(keysOf(await all.recordOf()));
  });

  it('takes over what is deployed now for the same bytes: addresses of the CDN, policy on locations', async () => {
    const all = createPipeline();
    all.raw.put('photo.jpg', await photo('red'));
    await processObject(all.pipeline, eventOf('A1'));
    const settings = { ...all.pipeline.settings, cdnBaseUrl: 'https://images.example.com' };
    await processObject({ ...all.pipeline, settings }, eventOf('A2'));
    const record = await all.recordOf();
    const [key] = keysOf(record);
    expect(key).toContain('/A1-0-');
    expect(record).toMatchObject({ variants: [{ cdnUrl: `https://images.example.com/${key}` }] });
  });

  it('keeps nothing of a record that is replaced meanwhile', async () => {
    const { raw, records, processed, pipeline, recordOf } = createPipeline();
    const red = await photo('red');
    raw.put('photo.jpg', red);
    await processObject(pipeline, eventOf('A1'));
    // Another event of bytes that were there for a moment: handled between the look at the table and the commit.
    let between = async () => {
      between = async () => undefined;
      raw.put('photo.jpg', await photo('blue'));
      await processObject(pipeline, eventOf('A2'));
      raw.put('photo.jpg', red);
    };
    const commit: Pipeline['records']['commit'] = async (record, options) => {
      await between();
      return records.commit(record, options);
    };
    raw.put('photo.jpg', red);
    await processObject({ ...pipeline, records: { ...records, commit } }, eventOf('A3'));
    const record = await recordOf();
    expect(record).toMatchObject({ sequencer: 'A3', revision: expect.stringMatching(/^A3-/) });
    expect([...processed.objects.keys()]).toEqual(keysOf(record));
  });

  it('looks again after the commit: a write that no event tells of makes a further generation', async () => {
    const { raw, records, processed, pipeline, recordOf } = createPipeline();
    raw.put('photo.jpg', await photo('red'));
    const blue = await photo('blue');
    const commit: Pipeline['records']['commit'] = (record, options) => {
      if (record.generation === 0) raw.put('photo.jpg', blue);
      return records.commit(record, options);
    };
    await processObject({ ...pipeline, records: { ...records, commit } }, eventOf('A1'));
    const record = await recordOf();
    expect(record).toMatchObject({ sequencer: 'A1', generation: 1, source: { bytes: blue.length } });
    expect([...processed.objects.keys()]).toEqual(keysOf(record));
  });

  it('gives up an object that is never the same twice, for another attempt', async () => {
    const { raw, pipeline } = createPipeline();
    const bodies = [await photo('red'), await photo('blue')] as const;
    let writes = 0;
    const look: Pipeline['sources']['look'] = (place) => {
      raw.put('photo.jpg', bodies[(writes += 1) % 2 ? 1 : 0]);
      return raw.look(place);
    };
    raw.put('photo.jpg', bodies[0]);
    await expect(processObject({ ...pipeline, sources: { ...raw, look } }, eventOf('A1'))).rejects.toThrow(
      RestlessObjectError,
    );
  });

  describe('asked to process an object once more', () => {
    const again = { bucket: 'raw-images', key: 'photo.jpg', eventName: 'Reprocess' };
    const otherRecipes = {
      recipes: parseRecipes([{ name: 'own', fit: 'width', width: 90, format: 'jpeg' }]),
    };

    it('makes a further generation of what is deployed now, at the same place in order', async () => {
      const { raw, processed, pipeline, recordOf } = createPipeline();
      raw.put('photo.jpg', await photo('red'));
      await processObject(pipeline, eventOf('A1'));
      const other = { ...pipeline, ...deployed({ ...pipeline.settings, ...otherRecipes }) };
      expect((await processObject(other, again)).outcome).toBe('committed');
      const record = await recordOf();
      expect(record).toMatchObject({ sequencer: 'A1', generation: 1, variants: [{ name: 'own' }] });
      expect([...processed.objects.keys()]).toEqual(keysOf(record));
      await processObject(other, again);
      expect(await recordOf()).toMatchObject({ generation: 2, variants: [{ name: 'own' }] });
      expect(keysOf(await recordOf())).toEqual(keysOf(record));
    });

    it('gives way to a newer event', async () => {
      const { raw, processed, records, pipeline, recordOf } = createPipeline();
      raw.put('photo.jpg', await photo('red'));
      await processObject(pipeline, eventOf('A1'));
      const commit: Pipeline['records']['commit'] = async (record, options) => {
        raw.put('photo.jpg', await photo('blue'));
        await processObject(pipeline, eventOf('A2'));
        return await records.commit(record, options);
      };
      const other = { ...pipeline, ...deployed({ ...pipeline.settings, ...otherRecipes }) };
      const late = await processObject({ ...other, records: { ...records, commit } }, again);
      expect(late).toMatchObject({ outcome: 'superseded', record: { sequencer: 'A2' } });
      expect([...processed.objects.keys()]).toEqual(keysOf(await recordOf()));
    });

    it('makes a record of an object that S3 never told of, older than any event', async () => {
      const { raw, pipeline, recordOf } = createPipeline();
      raw.put('photo.jpg', await photo('red'));
      await processObject(pipeline, again);
      expect(await recordOf()).toMatchObject({ status: 'ready', sequencer: '0', generation: 0 });
      await processObject(pipeline, eventOf('1'));
      expect(await recordOf()).toMatchObject({ status: 'ready', sequencer: '1' });
    });

    it('renders again what somebody has removed', async () => {
      const { raw, processed, pipeline, recordOf } = createPipeline();
      raw.put('photo.jpg', await photo('red'));
      await processObject(pipeline, eventOf('A1'));
      await processed.remove(keysOf(await recordOf()));
      await processObject(pipeline, again);
      expect(keysOf(await recordOf())).toHaveLength(1);
      expect([...processed.objects.keys()]).toEqual(keysOf(await recordOf()));
    });

    it('takes away what was left by an attempt at a newer event that nobody tries any more', async () => {
      const { raw, processed, records, pipeline, recordOf } = createPipeline();
      raw.put('photo.jpg', await photo('red'));
      await processObject(pipeline, eventOf('A1'));
      raw.put('photo.jpg', await photo('blue'));
      const commit = () => Promise.reject(new Error('cut off'));
      const attempt = processObject({ ...pipeline, records: { ...records, commit } }, eventOf('A2'));
      await expect(attempt).rejects.toThrow('cut off');
      expect(processed.objects.size).toBe(2);
      raw.delete('photo.jpg');
      await processObject(pipeline, again);
      expect(await recordOf()).toMatchObject({ status: 'deleted', sequencer: 'A2', generation: 1 });
      expect(processed.objects.size).toBe(0);
    });

    it('finds out that the object is gone, or back', async () => {
      const { raw, processed, pipeline, recordOf } = createPipeline();
      raw.put('photo.jpg', await photo('red'));
      await processObject(pipeline, eventOf('A1'));
      raw.delete('photo.jpg');
      await processObject(pipeline, again);
      expect(await recordOf()).toMatchObject({ status: 'deleted', sequencer: 'A1' });
      expect(processed.objects.size).toBe(0);
      raw.put('photo.jpg', await photo('red'));
      await processObject(pipeline, again);
      expect(await recordOf()).toMatchObject({ status: 'ready', sequencer: 'A1', generation: 2 });
    });
  });

  it('removes what an attempt left behind that was cut off, at the next event of the key', async () => {
    const { raw, processed, records, pipeline, recordOf } = createPipeline();
    raw.put('photo.jpg', await photo('red'));
    const commit = () => Promise.reject(new Error('cut off'));
    await expect(
      processObject({ ...pipeline, records: { ...records, commit } }, eventOf('A1')),
    ).rejects.toThrow();
    expect(processed.objects.size).toBe(1);
    raw.delete('photo.jpg');
    await processObject(pipeline, eventOf('A2'));
    expect(await recordOf()).toMatchObject({ status: 'deleted' });
    expect(processed.objects.size).toBe(0);
  });

  it('leaves what an attempt at a newer event has stored and not yet committed', async () => {
    const { raw, processed, records, pipeline, recordOf } = createPipeline();
    raw.put('photo.jpg', await photo('red'));
    const commit: Pipeline['records']['commit'] = async (record) => {
      await processObject(pipeline, eventOf('A1'));
      return await records.commit(record);
    };
    await processObject({ ...pipeline, records: { ...records, commit } }, eventOf('A2'));
    const record = await recordOf();
    expect(record).toMatchObject({ sequencer: 'A2' });
    expect([...processed.objects.keys()]).toEqual(keysOf(record));
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
